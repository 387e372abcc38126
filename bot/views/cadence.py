"""The rhythm of a pair: the form that shows its dates as one chooses, and what the other is told."""

import json
from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.cadence import SATURDAY, Occurrence, Plan, Rhythm, holiday
from bot.rules.recurrence import LAST, OFFERED, Monthly, Often, Weekly, of_code
from bot.rules.refusal import Rejected
from bot.views.blocks import actions, button, context, escaped, plain, rendered, section
from bot.views.checkin import Said
from bot.views.fields import Fields, clock, day, labelled, select
from bot.views.refusal import sentence

CHANGE, CHOICE, FORM = "cadence_change", "cadence_choice", "cadence_form"
KEPT = ("type", "callback_id", "title", "submit", "close", "private_metadata")
WHOSE, TEAMS, OWN = "whose", "team", "own"
EVERY, WEEKDAY, MEETS, PROMPT, SINCE = "every", "weekday", "meets_at", "prompt_at", "since"


def form(plan: Plan, reader: tzinfo, t: Translator) -> dict[str, Any]:
    """Return the form of a rhythm, filled in, with the dates that come of it for a reader in a zone.

    Drawn anew with another wish its fields stay the same ones, so Slack keeps what was chosen in them.
    """
    view = View(
        type="modal",
        callback_id=FORM,
        title=plain(t("Rhythm of check-ins")),
        submit=plain(t("Save")),
        close=plain(t("Cancel")),
        private_metadata=json.dumps({"locale": t.tag, "rep": plan.rep.slack_id}),
        blocks=[*_fields(plan, t), DividerBlock(), *dates(plan, reader, t)],
    )
    return view.to_dict()


def read_form(view: dict[str, Any]) -> Rhythm:
    """Read a rhythm back, or raise Rejected for a field that is empty."""
    fields = Fields(view)
    return Rhythm(
        often=of_code(fields.choice(EVERY)),
        weekday=int(fields.choice(WEEKDAY)),
        meets_at=fields.clock(MEETS),
        prompt_at=fields.clock(PROMPT),
        since=fields.day(SINCE),
    )


def read_wish(view: dict[str, Any]) -> tuple[Rhythm | None, bool]:
    """Read the rhythm a pair wishes for, None for the team's, and whether it is to be its own. Raises as `read_form`.

    A form that showed the team's has no fields yet: a rhythm of one's own begins as the team's.
    """
    fields = Fields(view)
    is_own = fields.choice(WHOSE) == OWN
    return (read_form(view) if is_own and fields.has(EVERY) else None), is_own


def rep(view: dict[str, Any]) -> str:
    """Return whose rhythm a form is about, as a Slack id."""
    return json.loads(view["private_metadata"])["rep"]


def with_refusal(view: dict[str, Any], refusal: Rejected, t: Translator) -> dict[str, Any]:
    """Return the open form with what is wrong in the place of the dates."""
    return _with(view, [section(f":warning: {sentence(refusal, t)}")])


def changed(plan: Plan, reader: int, t: Translator) -> Said:
    """Tell one of the pair (by key) that the other has changed the rhythm: in words, and the next dates."""
    other, zone = plan.other(reader), (plan.rep if reader == plan.rep.id else plan.manager).zone
    told = t("{name} has changed the rhythm of your check-ins.", name=escaped(other.name))
    blocks = [
        section(f":calendar: *{told}*\n{words(plan, zone, t)}"),
        *dates(plan, zone, t),
        actions([change_button(plan.rep.slack_id, t)]),
    ]
    return told, rendered(blocks)


def words(plan: Plan, reader: tzinfo, t: Translator) -> str:
    """Say a rhythm in a sentence, in the rep's local time, which is named to a reader elsewhere."""
    wish, zone = plan.rhythm, plan.rep.zone
    told = t("{often} at {time}", often=_on_the_day(wish, t), time=t.clock(wish.meets_at))
    place = t("local time in {place}", place=t.place(zone))
    return told if _same(plan, reader) else f"{told} ({place})"


def how_often(wish: Often, t: Translator) -> str:
    """Say how often, whatever the weekday."""
    match wish:
        case Weekly(1):
            return t("Every week")
        case Weekly(weeks):
            return t("Every {n} weeks", n=weeks)
        case Monthly(nth):
            return {
                1: t("Every month, the first such day"),
                2: t("Every month, the second such day"),
                3: t("Every month, the third such day"),
                4: t("Every month, the fourth such day"),
                LAST: t("Every month, the last such day"),
            }[nth]


def _on_the_day(wish: Rhythm, t: Translator) -> str:
    weekday = t.weekday(wish.weekday)
    if isinstance(wish.often, Weekly):
        return t("{often} on {weekday}", often=how_often(wish.often, t), weekday=weekday)
    return {
        Monthly(1): t("On the first {weekday} of the month", weekday=weekday),
        Monthly(2): t("On the second {weekday} of the month", weekday=weekday),
        Monthly(3): t("On the third {weekday} of the month", weekday=weekday),
        Monthly(4): t("On the fourth {weekday} of the month", weekday=weekday),
    }.get(wish.often, t("On the last {weekday} of the month", weekday=weekday))


def change_button(rep: str, t: Translator) -> ButtonElement:
    return button(t("Change the rhythm"), CHANGE, rep)


def rhythm_fields(wish: Rhythm, place: str, choice: str, t: Translator) -> Iterator[Block]:
    """Return the fields of a rhythm; `choice` is the action that tells of each choice as it is made."""
    yield from day_fields(wish.often, wish.weekday, choice, t)
    yield labelled(MEETS, t("Time of the talk"), clock(choice, wish.meets_at), hint=place, live=True)
    yield labelled(
        PROMPT,
        t("Time at which Tandem asks for both halves"),
        clock(choice, wish.prompt_at),
        hint=t("Two working days before the talk, {zone}", zone=place),
        live=True,
    )
    yield labelled(SINCE, t("First talk on or after"), day(choice, wish.since), live=True)


def day_fields(often: Often, weekday: int, choice: str, t: Translator) -> Iterator[Block]:
    """Return the two fields that say on which days something comes back; `choice` as in `rhythm_fields`."""
    offered = {one.code: how_often(one, t) for one in (*OFFERED, often)}
    days = {str(n): t.weekday(n) for n in range(SATURDAY)}
    yield labelled(EVERY, t("How often"), select(choice, offered, initial=often.code), live=True)
    yield labelled(WEEKDAY, t("On which day"), select(choice, days, initial=str(weekday)), live=True)


def _fields(plan: Plan, t: Translator) -> Iterator[Block]:
    place = t("local time in {place}", place=t.place(plan.rep.zone))
    yield section(t("{rep} and {manager}", rep=f"*{escaped(plan.rep.name)}*", manager=escaped(plan.manager.name)))
    whose = {TEAMS: t("The team’s rhythm"), OWN: t("A rhythm of our own")}
    yield labelled(WHOSE, t("Which rhythm"), select(CHOICE, whose, initial=OWN if plan.is_own else TEAMS), live=True)
    if plan.is_own:
        yield from rhythm_fields(plan.rhythm, place, CHOICE, t)
    else:
        yield section(words(plan, plan.rep.zone, t))


def dates(plan: Plan, reader: tzinfo, t: Translator) -> list[Block]:
    title = t("The next talks")
    lines = "\n".join(f"• {_date(one, plan, reader, t)}" for one in plan.coming)
    blocks: list[Block] = [section(f"*{title}*\n{lines}")]
    if plan.standing:
        stays = t("The check-in of {day} is open already: it stays.", day=t.short_day(plan.standing, plan.rep.zone))
        blocks.append(context(f":information_source: {stays}"))
    if plan.asleep:
        names = t.listed([escaped(who.name) for who in plan.asleep])
        blocks.append(
            context(":crescent_moon: " + t("Quiet hours of {names}: Tandem waits for their end.", names=names))
        )
    return blocks


def _date(one: Occurrence, plan: Plan, reader: tzinfo, t: Translator) -> str:
    """Show a date: why it moves, the talk, and when the prompt opens."""
    zone = plan.rep.zone
    talk = f"*{t.listed_moment(one.talk_at, zone)}*{_elsewhere(one.talk_at, plan, reader, t)}"
    opens = t("Tandem asks on {moment}", moment=t.moment(one.opens_at, zone))
    asks = t("Tandem asks at once") if one.opens_at <= plan.at else opens
    return f"{_moved(one, plan, t)}{talk}  ·  {asks}"


def _moved(one: Occurrence, plan: Plan, t: Translator) -> str:
    if one.talk_at.astimezone(plan.rep.zone).date() == one.on:
        return ""
    named = holiday(plan.country, one.on, t.tag) or holiday(plan.managers, one.on, t.tag)
    on = t.day(one.on)
    if named:
        return t("{day} is a public holiday ({name})", day=on, name=escaped(named.replace("'", "’"))) + " → "
    if one.on.weekday() >= SATURDAY:
        return t("{day} falls on a weekend", day=on) + " → "
    return t("{day}: one of you is away", day=on) + " → "


def _elsewhere(at: datetime, plan: Plan, reader: tzinfo, t: Translator) -> str:
    """Add the reader's own time where the rep's zone shows another one."""
    theirs = t("{time} for you", time=t.time(at, reader))
    return "" if _same(plan, reader) else f" ({theirs})"


def _same(plan: Plan, reader: tzinfo) -> bool:
    return str(plan.rep.zone) == str(reader)


def _with(view: dict[str, Any], dates: list[Block]) -> dict[str, Any]:
    end_of_fields = [block["type"] for block in view["blocks"]].index(DividerBlock.type) + 1
    return {name: view[name] for name in KEPT} | {"blocks": [*view["blocks"][:end_of_fields], *rendered(dates)]}
