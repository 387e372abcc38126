"""The annual retrospective: prepared in private, led step by step, closed with commitments."""

from enum import StrEnum


class Step(StrEnum):
    """Where a retrospective stands, in order. Before its thread it is being prepared."""

    PREPARATION = "preparation"
    OPENING = "opening"
    WORKED = "worked"
    MOTIVATED = "motivated"
    DID_NOT = "did_not"
    SOLUTIONS = "solutions"
    VOTES = "votes"
    COMMITMENTS = "commitments"
    CLOSING = "closing"


class Topic(StrEnum):
    """What a rep prepares in private."""

    WORKED = "worked"
    MOTIVATED = "motivated"
    DID_NOT = "did_not"
    IDEAS = "ideas"
    ROLE = "role"
