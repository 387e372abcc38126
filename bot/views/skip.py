"""Skipping a check-in: the form for the reason, and what the other is told."""

import json
from datetime import datetime, tzinfo
from typing import Any

from slack_sdk.models.blocks import Block

from bot.i18n import Translator
from bot.rules.checkin import Side, Skipped
from bot.rules.form import Begun, Kept
from bot.rules.person import Person
from bot.rules.refusal import Problem, Reason, Rejected
from bot.views import checkin as checkins
from bot.views.blocks import actions, escaped, quote, rendered, section
from bot.views.checkin import Said
from bot.views.fields import Fields, text_field
from bot.views.kept_form import kept_form
from bot.views.stand_in import turn_to

SKIP, FORM = "checkin_skip", "checkin_skip_form"
REASON = "reason"


def kept_as(rep: str, talk_at: datetime) -> Kept:
    """Name the form as it is kept: one for each talk of a rep (a Slack id)."""
    return Kept(FORM, f"{rep} {talk_at:%Y-%m-%d}")


def form(rep: str, talk_at: datetime, zone: tzinfo, t: Translator, begun: Begun) -> dict[str, Any]:
    """Ask why the talk of a rep (a Slack id) is to be left out, with what was begun as an answer."""
    told = t(
        "The talk of {moment} will not take place. The rhythm goes on after it.", moment=t.listed_moment(talk_at, zone)
    )
    blocks: list[Block] = [
        section(told),
        text_field(REASON, t("Why?"), t("At a trade fair all week"), hint=t("The other reads it."), optional=False),
    ]
    words, form = (t("Skip a check-in"), t("Skip")), kept_as(rep, talk_at)
    return kept_form(form, begun, words, blocks, t, told={"rep": rep}, close=t("Keep it"))


def read_form(view: dict[str, Any]) -> tuple[str, str]:
    """Return whose check-in is skipped (a Slack id) and why, or raise Rejected."""
    reason = Fields(view).text(REASON)
    if not reason:
        raise Rejected(Problem(Reason.EMPTY, REASON))
    return json.loads(view["private_metadata"])["rep"], reason


def done(skipped: Skipped, zone: tzinfo, t: Translator) -> Said:
    """Answer whoever skipped it: what is left out, and when the two talk next."""
    said = checkins.left_out(skipped.checkin, t)
    return said, rendered([section(f"{said}\n{_next(skipped, zone, t)}")])


def told(
    skipped: Skipped, side: Side, t: Translator, *, other_away: bool = True, stand_in: Person | None = None
) -> Said:
    """Tell the other: who, why, when they talk next, and whom a rep turns to meanwhile."""
    checkin, zone = skipped.checkin, skipped.checkin.person(side).zone
    other = escaped(checkin.person(side.other).name)
    day = t.short_day(checkin.talk_at, checkin.rep.zone)
    if checkin.skip and checkin.skip.by:
        by = escaped(checkin.skip.by.name)
        said = t("{name} has skipped your check-in of {day}.", name=by, day=day)
        blocks: list[Block] = [section(f":fast_forward: *{said}*"), quote(t("Why"), checkin.skip.reason or "")]
    else:
        away = t("{name} is away: no check-in on {day}.", name=other, day=day)
        said = away if other_away else t("No check-in on {day}: one of you is away.", day=day)
        blocks = [section(f":palm_tree: *{said}*")]
    blocks += [section(_next(skipped, zone, t)), *turn_to(stand_in, checkin.manager, t)]
    if checkin.begun:
        blocks.append(actions([checkins.read_button(checkin, t)]))
    return said, rendered(blocks)


def _next(skipped: Skipped, zone: tzinfo, t: Translator) -> str:
    return ":calendar: " + t("Next talk: {moment}", moment=t.moment(skipped.next_talk, zone))
