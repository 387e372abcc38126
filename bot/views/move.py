"""Moving a talk: the form for the day and the time, and what the other is told."""

import json
from datetime import datetime, tzinfo
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.checkin import CheckIn, MoveWish, Side
from bot.rules.person import Person
from bot.views.blocks import actions, escaped, plain, rendered, section
from bot.views.checkin import Said, write_or_read
from bot.views.fields import Fields, clock, day, labelled
from bot.views.stand_in import turn_to

MOVE, FORM = "checkin_move", "checkin_move_form"
DAY, TIME = "day", "time"


def form(rep: str, talk_at: datetime, zone: tzinfo, t: Translator) -> dict[str, Any]:
    """Ask when the talk of a rep (a Slack id) is to be instead, by the clock of the rep's zone."""
    there, place = talk_at.astimezone(zone), t("local time in {place}", place=t.place(zone))
    told = t("The talk of {moment} moves. The rhythm goes on as before.", moment=t.listed_moment(talk_at, zone))
    blocks: list[Block] = [
        section(told),
        labelled(DAY, t("On which day"), day("day", there.date())),
        labelled(
            TIME,
            t("Time of the talk"),
            clock("time", there.time()),
            hint=place,
        ),
    ]
    view = View(
        type="modal",
        callback_id=FORM,
        title=plain(t("Move a talk")),
        submit=plain(t("Move")),
        close=plain(t("Cancel")),
        private_metadata=json.dumps({"locale": t.tag, "rep": rep}),
        blocks=blocks,
    )
    return view.to_dict()


def read_form(view: dict[str, Any]) -> tuple[str, MoveWish]:
    """Return whose talk moves (a Slack id) and to when, or raise Rejected for a field that is empty."""
    fields = Fields(view)
    return json.loads(view["private_metadata"])["rep"], MoveWish(fields.day(DAY), fields.clock(TIME))


def told(checkin: CheckIn, side: Side, at: datetime, t: Translator, *, stand_in: Person | None = None) -> Said:
    """Tell one of the two when the talk is now, when it was to be, why, and whom a rep turns to meanwhile."""
    zone, moved = checkin.person(side).zone, checkin.moved
    now = t.moment(checkin.talk_at, zone)
    if moved is None:
        other = escaped(checkin.person(side.other).name)
        said = t("Your check-in with {manager} is on {moment}.", manager=other, moment=now)
        return said, rendered([section(f":calendar: *{said}*")])
    before = t.short_day(moved.talk_at, zone)
    said = t("Your check-in of {day} is on {moment} now.", day=before, moment=now)
    by = moved.by.name if moved.by else None
    why = t("{name} has moved it.", name=escaped(by)) if by else t("One of you is away on the day it was planned for.")
    due = t("Both halves are due by {moment}.", moment=t.moment(checkin.due_at, zone))
    blocks: list[Block] = [section(f":calendar: *{said}*\n{why} {due}"), *turn_to(stand_in, checkin.manager, t)]
    if checkin.owed(side, at):
        blocks.append(actions([write_or_read(checkin, side, at, t)]))
    return said, rendered(blocks)
