"""The strategy: business goals, the lines that lead to them, and the objectives under those."""

from enum import StrEnum


class Horizon(StrEnum):
    """How far away a goal is."""

    MEDIUM = "medium"
    LONG = "long"
