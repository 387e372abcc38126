"""Being asked again later: the menu beside the button, and the form for a moment of one's own."""

import json
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.models.blocks import Block, OverflowMenuElement
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.cadence import ONE_DAY
from bot.rules.checkin import CheckIn, MoveWish, Side
from bot.rules.person import Person
from bot.rules.snooze import Later, moments
from bot.views.blocks import context, menu, plain
from bot.views.fields import Fields, clock, day, labelled

LATER, FORM = "checkin_later", "checkin_later_form"
CHOOSE, MOVE = "choose", "move"
DAY, TIME = "day", "time"
HOUR = timedelta(hours=1)


def later_menu(checkin: CheckIn, side: Side, at: datetime, t: Translator) -> OverflowMenuElement:
    """Offer to be asked again later, or to move the talk."""
    who = checkin.person(side)
    offered = moments(who, at, checkin.due_at).items()
    choices = {f"{later} {checkin.id}": _words(later, moment, who, at, t) for later, moment in offered}
    if at < checkin.due_at:
        choices[f"{CHOOSE} {checkin.id}"] = t("Ask me at …")
    return menu(LATER, choices | {f"{MOVE} {checkin.rep.slack_id}": t("Move a talk")})


def _words(later: Later, moment: datetime, who: Person, at: datetime, t: Translator) -> str:
    if later is Later.HOUR:
        return t("Ask me in an hour")
    if later is Later.AFTERNOON:
        return t("Ask me this afternoon")
    if who.today(moment) == who.today(at) + ONE_DAY:
        return t("Ask me tomorrow morning")
    return t("Ask me on {weekday} morning", weekday=t.weekday(who.today(moment).weekday()))


def put_off(checkin: CheckIn, side: Side, at: datetime, t: Translator) -> list[Block]:
    """Say until when somebody is not asked, if they wish so."""
    until = checkin.snoozed_until(side, at)
    if until is None:
        return []
    moment = t.moment(until, checkin.person(side).zone)
    return [context(":zzz: " + t("Tandem asks you again on {moment}.", moment=moment))]


def form(checkin: CheckIn, side: Side, at: datetime, t: Translator) -> dict[str, Any]:
    """Ask for the day and the time, by the reader's own clock; the next full hour is filled in."""
    zone = checkin.person(side).zone
    soon = (at.astimezone(zone) + HOUR).replace(minute=0)
    due = t("Your half is due by {moment}.", moment=t.moment(checkin.due_at, zone))
    view = View(
        type="modal",
        callback_id=FORM,
        title=plain(t("Ask me later")),
        submit=plain(t("Save")),
        close=plain(t("Cancel")),
        private_metadata=json.dumps({"locale": t.tag, "checkin": checkin.id}),
        blocks=[
            labelled(DAY, t("On which day"), day("day", soon.date()), hint=due),
            labelled(TIME, t("At what time"), clock("time", soon.time())),
        ],
    )
    return view.to_dict()


def read_form(view: dict[str, Any]) -> tuple[int, MoveWish]:
    """Return which check-in is put off and to when, or raise Rejected for a field that is empty."""
    fields = Fields(view)
    return json.loads(view["private_metadata"])["checkin"], MoveWish(fields.day(DAY), fields.clock(TIME))
