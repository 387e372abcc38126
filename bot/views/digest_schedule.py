"""The rhythm of a digest: the form that shows its dates as one chooses."""

import json
from collections.abc import Iterator
from typing import Any

from slack_sdk.models.blocks import Block, DividerBlock
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.digest import Plan, Posting, Wish
from bot.rules.recurrence import of_code
from bot.views.blocks import context, escaped, plain, section
from bot.views.cadence import EVERY, WEEKDAY, day_fields
from bot.views.fields import Fields, clock, labelled

CHOICE, FORM = "digest_choice", "digest_form"
TIME = "posts_at"


def form(plan: Plan, t: Translator) -> dict[str, Any]:
    """Return the form of a rhythm with the dates that come of it.

    Drawn anew with another wish its fields stay the same ones, so Slack keeps what was chosen in them.
    """
    view = View(
        type="modal",
        callback_id=FORM,
        title=plain(t("Rhythm of the digest")),
        submit=plain(t("Save")),
        close=plain(t("Cancel")),
        private_metadata=json.dumps({"locale": t.tag, "team": plan.team_id}),
        blocks=[*_fields(plan, t), DividerBlock(), *dates(plan, t)],
    )
    return view.to_dict()


def read_form(view: dict[str, Any]) -> tuple[int, Wish]:
    """Return whose digest it is and what is wished for, or raise Rejected for a time that is missing."""
    fields = Fields(view)
    wish = Wish(of_code(fields.choice(EVERY)), int(fields.choice(WEEKDAY)), fields.clock(TIME))
    return json.loads(view["private_metadata"])["team"], wish


def saved(plan: Plan, t: Translator) -> dict[str, Any]:
    """Return the modal that confirms a new rhythm."""
    told = t("The digest of {team} has its new rhythm.", team=escaped(plan.team))
    blocks = [section(f":white_check_mark: {told}"), *dates(plan, t)]
    view = View(type="modal", title=plain(t("Rhythm of the digest")), close=plain(t("Close")), blocks=blocks)
    return view.to_dict()


def dates(plan: Plan, t: Translator) -> Iterator[Block]:
    lines = "\n".join(f"• {_date(one, plan, t)}" for one in plan.coming)
    title = t("The next digests")
    yield section(f"*{title}*\n{lines}")
    yield context(t("A weekend or a public holiday moves it to the next working day."))


def _fields(plan: Plan, t: Translator) -> Iterator[Block]:
    wish = plan.rhythm.wish
    place = t("local time in {place}", place=t.place(plan.rhythm.zone))
    yield section(f"*{escaped(plan.team)}*")
    yield from day_fields(wish.often, wish.weekday, CHOICE, t)
    yield labelled(TIME, t("At what time"), clock(CHOICE, wish.posts_at), hint=place, live=True)


def _date(one: Posting, plan: Plan, t: Translator) -> str:
    """Show a date, and where it comes from if a day off has moved it."""
    zone = plan.rhythm.zone
    shown = f"*{t.listed_moment(one.at, zone)}*"
    moved = one.at.astimezone(zone).date() != one.on
    return shown + " " + t("({day} is a public holiday)", day=t.short_day(one.on)) if moved else shown
