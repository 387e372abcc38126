"""An objective at a glance: its bar, where it stands and should stand, what the figures say and what the rep says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import ROUND_HALF_EVEN, Context, Decimal

from slack_sdk.models.blocks import Block, ButtonElement

from bot.i18n import Translator
from bot.rules.objective import ALL, Closing, Confidence, Direction, Measure, Objective, Status, Unit
from bot.rules.person import Person
from bot.rules.signing import State
from bot.views.blocks import REASON_LENGTH, actions, button, clipped, context, escaped, one_line, section

UPDATE, WHY, HISTORY, EDIT = "objective_update", "objective_why", "objective_history", "objective_edit"
CORRECT = "value_correct"
CLOSE = "objective_close"
SIGN, ASK, WITHDRAW, ANSWER = "objective_sign", "objective_ask", "objective_withdraw", "revision_answer"
BAR_LENGTH = 10
TITLE_LENGTH = 150
ROUGHLY = Context(prec=3, rounding=ROUND_HALF_EVEN)  # where a value should be is no figure to be met to the cent
FACES = {
    Confidence.HIGH: ":large_green_circle:",
    Confidence.MEDIUM: ":large_yellow_circle:",
    Confidence.LOW: ":red_circle:",
}
SIGNS = {
    Status.ON_TRACK: ":large_green_square:",
    Status.NEEDS_ATTENTION: ":large_yellow_square:",
    Status.OFF_TRACK: ":large_red_square:",
}


@dataclass(frozen=True)
class Look:
    """When somebody looks, and at whose objectives: `rep` is None for their own. `reader` is who looks, by key."""

    at: datetime
    zone: tzinfo
    rep: Person | None = None
    reader: int = 0

    @classmethod
    def of(cls, reader: Person, rep: Person, at: datetime) -> "Look":
        return cls(at, reader.zone, None if reader.id == rep.id else rep, reader.id)

    @property
    def today(self) -> date:
        return self.at.astimezone(self.zone).date()


def cards(objectives: Iterable[Objective], t: Translator, look: Look) -> Iterator[Block]:
    """Show each objective: title, bar, value and target, what the figures and the rep say, pace and period."""
    for objective in objectives:
        yield section(f"{titled(objective, t)}\n{verdict(objective, t, look)}{reason(objective, t, look)}")
        yield context(_details(objective, t, look))


def cards_to_act_on(objectives: Iterable[Objective], t: Translator, look: Look) -> Iterator[Block]:
    """Show each objective with its buttons."""
    for objective in objectives:
        yield from cards([objective], t, look)
        yield actions([*_first_buttons(objective, t, look), *buttons(objective, t)])


def to_read(objective: Objective, t: Translator) -> Block:
    """Return the buttons of an objective for somebody who reads it and changes nothing."""
    return actions([button(t("Why?"), WHY, objective.id), button(t("History"), HISTORY, objective.id)])


def buttons(objective: Objective, t: Translator) -> list[ButtonElement]:
    texts = {UPDATE: t("Update")} if objective.state is State.SIGNED else {}
    texts |= {WHY: t("Why?"), HISTORY: t("History")}
    texts |= {EDIT: t("Edit")} if objective.state is not State.CLOSED else {}
    return [button(text, action, objective.id) for action, text in texts.items()]


def _first_buttons(objective: Objective, t: Translator, look: Look) -> list[ButtonElement]:
    """Return what is to be signed or answered by whoever looks."""
    if objective.state is State.PROPOSED and objective.signatures.awaits(is_rep=look.rep is None):
        return [
            button(t("Sign"), SIGN, objective.id, style="primary"),
            button(t("Ask for a change"), ASK, objective.id),
        ]
    if objective.state is State.PROPOSED:
        return [button(t("Withdraw"), WITHDRAW, objective.id)]
    if objective.revision and objective.revision.author.id != look.reader:
        return [button(t("Answer the suggestion"), ANSWER, objective.revision.id, style="primary")]
    if objective.is_to_close(look.today):
        return [button(t("Close the objective"), CLOSE, objective.id, style="primary")]
    return []


def short(objective: Objective, t: Translator, look: Look) -> str:
    """Show an objective in two lines: for a list of them."""
    judged = f"{SIGNS[_status(objective, look)]} {status(_status(objective, look), t)}"
    if objective.is_to_close(look.today):
        judged = ":checkered_flag: " + t("to be closed")
    said = [f"{bar(objective.share)} {t.share(objective.share)}", not_judged(objective, t, look) or judged]
    said += [face(objective.latest.confidence, t)] if objective.latest and objective.latest.confidence else []
    return f"{named(objective)}\n{'  ·  '.join(said)}"


def titled(objective: Objective, t: Translator) -> str:
    return f"*{named(objective)}*\n{standing(objective.measure, objective.value, t)}"


def named(objective: Objective) -> str:
    return named_as(objective.title)


def named_as(title: str) -> str:
    """Return a title on one line, short enough to leave room for what is said of it."""
    return escaped(clipped(one_line(title), TITLE_LENGTH))


def standing(measure: Measure, value: Decimal, t: Translator) -> str:
    """Tell in one line where an objective stands: ▰▰▰▰▰▰▱▱▱▱ 62% · €297,000 of €480,000."""
    share = measure.share(value)
    return f"{bar(share)} {t.share(share)}  ·  {goal(measure, value, t)}"


def bar(share: Decimal) -> str:
    filled = int(share * BAR_LENGTH)
    return "▰" * filled + "▱" * (BAR_LENGTH - filled)


def verdict(objective: Objective, t: Translator, look: Look) -> str:
    """Say what the figures say and, beside it, what the rep says; neither corrects the other."""
    if objective.closing:
        return f"{_closed(objective.closing, t)}\n{_lesson(objective.closing, t)}"
    if said := not_judged(objective, t, look):
        return said
    found = _status(objective, look)
    said = [f"{SIGNS[found]} " + t("Tandem: {status}", status=status(found, t))]
    if objective.latest and objective.latest.confidence:
        felt = face(objective.latest.confidence, t)
        name = escaped(look.rep.name) if look.rep else ""
        said.append(t("{name}: {felt}", name=name, felt=felt) if name else t("You: {felt}", felt=felt))
    return "  ·  ".join(said)


def quoted(text: str, length: int, t: Translator) -> str:
    """Quote what somebody wrote, on one line."""
    return t("“{text}”", text=escaped(clipped(one_line(text), length)))


def reason(objective: Objective, t: Translator, look: Look) -> str:
    """Say in the rep's words what the figures do not show, where the two differ."""
    latest = objective.latest
    if latest and latest.note and not not_judged(objective, t, look) and objective.is_seen_otherwise(look.today):
        return "\n" + quoted(latest.note, REASON_LENGTH, t)
    return ""


def status(found: Status, t: Translator) -> str:
    words = {
        Status.ON_TRACK: t("on track"),
        Status.NEEDS_ATTENTION: t("needs attention"),
        Status.OFF_TRACK: t("off track"),
    }
    return words[found]


def confidence(level: Confidence, t: Translator) -> str:
    words = {
        Confidence.HIGH: t("I will make it"),
        Confidence.MEDIUM: t("Not sure yet"),
        Confidence.LOW: t("It will be hard"),
    }
    return words[level]


def face(level: Confidence, t: Translator) -> str:
    """Show a confidence with its colour; the words carry the meaning."""
    return f"{FACES[level]} {confidence(level, t)}"


def not_judged(objective: Objective, t: Translator, look: Look) -> str | None:
    """Say why there is nothing to judge: an objective that has not begun, or of which nobody has told a value."""
    if objective.state is State.PROPOSED:
        return ":writing_hand: " + _to_sign(objective, t, look)
    if objective.closing:
        return _closed(objective.closing, t)
    if objective.state is State.CLOSED:
        return ":file_cabinet: " + t("closed")
    if objective.starts_on > look.today:
        return ":calendar: " + t("begins on {day}", day=t.day_of(objective.starts_on, look.today))
    return None if objective.latest else ":white_large_square: " + t("no value yet")


def _closed(closing: Closing, t: Translator) -> str:
    return ":checkered_flag: " + t("closed with {score}", score=score(closing.score, t))


def _lesson(closing: Closing, t: Translator) -> str:
    return t("“{text}”", text=escaped(one_line(closing.lesson)))


def score(percent: int, t: Translator) -> str:
    return t.share(Decimal(percent) / ALL)


def _to_sign(objective: Objective, t: Translator, look: Look) -> str:
    """Say whose signature a proposal waits for."""
    is_rep = look.rep is None
    if objective.signatures.awaits(is_rep=is_rep):
        return t("waits for your signature")
    if look.rep:
        return t("waits for the signature of {name}", name=escaped(look.rep.name))
    return t("waits for your manager’s signature")


def _status(objective: Objective, look: Look) -> Status:
    return objective.status(look.today)


def goal(measure: Measure, value: Decimal, t: Translator) -> str:
    if measure.unit is Unit.YES_NO:
        return t("done") if value else t("not done yet")
    now, target = t.amount(value, measure), t.amount(measure.target, measure)
    goals = {
        Direction.REACH: t("{value} of {target}", value=now, target=target),
        Direction.REDUCE: t("{value}, to bring down to {target}", value=now, target=target),
        Direction.STAY_ABOVE: t("{value}, to keep above {target}", value=now, target=target),
        Direction.STAY_BELOW: t("{value}, to keep below {target}", value=now, target=target),
    }
    return goals[measure.direction]


def _details(objective: Objective, t: Translator, look: Look) -> str:
    """Say where the value should be today, who told it when, and the period."""
    return "  ·  ".join([*_pace(objective, t, look), *_latest(objective, t, look), _period(objective, t, look)])


def _pace(objective: Objective, t: Translator, look: Look) -> Iterator[str]:
    expected = objective.expected(look.today)
    if expected is not None and objective.starts_on <= look.today <= objective.ends_on:
        yield t("Should be at {value} today", value=t.amount(roughly(expected, objective.measure), objective.measure))


def roughly(value: Decimal, measure: Measure) -> Decimal:
    """Round a value to three figures, or to a whole number of what is counted."""
    return Decimal(round(value)) if measure.unit is Unit.COUNT else ROUGHLY.plus(value)


def _latest(objective: Objective, t: Translator, look: Look) -> Iterator[str]:
    if latest := objective.latest:
        day = t.day_of(latest.at.astimezone(look.zone).date(), look.today)
        yield t("{day}, {author}", day=day, author=escaped(latest.author))


def _period(objective: Objective, t: Translator, look: Look) -> str:
    end = t.day_of(objective.ends_on, look.today)
    if objective.ends_on < look.today:
        return t("ended on {end}", end=end)
    return t("{start} to {end}", start=t.day_of(objective.starts_on, look.today), end=end)
