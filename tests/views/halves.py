"""A half as somebody writes it, step after step, without Slack between."""

from datetime import datetime
from typing import Any

from bot.i18n import Translator
from bot.rules.checkin import Half, Sheet
from bot.rules.form import Begun
from bot.views import half
from bot.views.half_fields import steps
from bot.views.half_reading import read
from bot.views.typed import Typed, texts
from tests.factories import OPEN
from tests.views.filling import blocks, filled


def begun(sheet: Sheet, t: Translator, **given: str) -> Begun:
    """Fill in what is given, whatever its step, and leave the rest as it is prefilled."""
    typed: dict[str, str] = {}
    for step in steps(sheet):
        view = half.form(sheet, t, OPEN, Begun(OPEN), step)
        typed |= texts(filled(view, **{name: one for name, one in given.items() if name in blocks(view)}))
    assert given.keys() <= typed.keys(), given.keys() - typed.keys()
    return Begun(OPEN, typed)


def written(sheet: Sheet, t: Translator, **given: str) -> Half:
    """Return the half that comes of it."""
    return read(sheet, Typed(begun(sheet, t, **given).typed), t)


def asked(sheet: Sheet, t: Translator, at: datetime = OPEN) -> dict[str, dict[str, Any]]:
    """Return the fields of all steps, by their names."""
    fields: dict[str, dict[str, Any]] = {}
    for step in steps(sheet):
        fields |= blocks(half.form(sheet, t, at, Begun(at), step))
    return fields
