"""The last step of a half: all that will be sent, what is open at once and what stays sealed."""

from collections.abc import Iterator
from dataclasses import replace

from slack_sdk.models.blocks import Block

from bot.i18n import Translator
from bot.rules import visibility
from bot.rules.checkin import Half, Sheet
from bot.rules.question import Answers
from bot.rules.refusal import Rejected
from bot.views import answers
from bot.views.blocks import context, escaped, header, quote, section
from bot.views.half_reading import read
from bot.views.typed import Typed


def summary(sheet: Sheet, typed: Typed, t: Translator) -> Iterator[Block]:
    """Show what a half says. What cannot be read is said when it is sent."""
    try:
        half = read(sheet, typed, t)
    except Rejected:
        return
    other = escaped(sheet.checkin.person(sheet.side.other).name)
    opened = visibility.open_part(half.answers, sheet.side, sheet.questions)
    sealed = {key: one for key, one in half.answers.items() if key not in opened}
    yield header(t("What {other} sees at once", other=sheet.checkin.person(sheet.side.other).name))
    yield from list(_opened(half, opened, sheet, t)) or [section(t("Nothing yet."))]
    if sealed:
        yield header(t("Sealed until both halves are in"))
        yield from answers.given(sheet, sealed, sheet.side, t)
    yield context(":lock: " + t("Only {other} and you read this in Tandem.", other=other))


def _opened(half: Half, opened: Answers, sheet: Sheet, t: Translator) -> Iterator[Block]:
    yield from answers.reports(replace(sheet, reports=half.reports), t)
    yield from answers.given(sheet, opened, sheet.side, t)
    if half.points:
        yield quote(t("For the agenda of your talk"), "\n".join(half.points))
    if half.action:
        owner = next(one for one in (sheet.checkin.rep, sheet.checkin.manager) if one.id == half.action.owner_id)
        day = t.short_day(half.action.due_on)
        yield quote(t("An action for {name}, by {day}", name=owner.name, day=day), half.action.text)
    if ticked := [one.text for one in sheet.pending if one.id in half.done]:
        yield quote(t("Done"), "\n".join(ticked))
