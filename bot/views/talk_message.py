"""The messages around a talk: its preparation an hour before, and its record for both to confirm."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import TypeVar

from slack_sdk.models.blocks import Block, ButtonElement

from bot.i18n import Translator
from bot.rules.action import Action
from bot.rules.agenda import Outcome
from bot.rules.objective import Unit
from bot.rules.talk import Amendment, Moved, Phase, Preparation, Talk
from bot.rules.team import Parting
from bot.views import action as agreements
from bot.views import agenda as agendas
from bot.views import changes
from bot.views import checkin as checkins
from bot.views import objective as objectives
from bot.views.blocks import SECTION_LENGTH, actions, button, clipped, context, escaped, one_line, rendered, section
from bot.views.checkin import Said
from bot.views.talk import OPEN, action_line, carried_line, decision_line, name, open_button, settled_line
from bot.views.team_news import now_led

CONFIRM = "talk_confirm"
MOST = 8  # of each list in a message of 50 blocks; all of it is in the talk
MOST_DROPPED = 4
TITLE_LENGTH = 150
Item = TypeVar("Item")


def preparation(found: Preparation, t: Translator, at: datetime) -> Said:
    """Show on a page what has changed since the two talked last, what is open, and what is owed."""
    checkin, reader = found.checkin, found.checkin.person(found.side)
    other = name(checkin.person(found.side.other))
    if checkin.skip:
        said = checkins.left_out(checkin, t)
        return said, rendered([section(said)])
    moment = t.moment(checkin.talk_at, reader.zone)
    told = (
        t("Your talk with {name} was on {moment}.", name=other, moment=moment)
        if checkin.past(at)
        else t("Your talk with {name} is on {moment}.", name=other, moment=moment)
    )
    blocks: list[Block] = [section(f":handshake: *{told}*"), actions(_to_do(found, t, at))]
    if _is_ahead(found):
        blocks += [*_changed(found, t), *_open(found, t, at)]
    if _is_ahead(found) or not checkin.past(at):
        blocks += _owed(found, t, at)
    return told, rendered(blocks)


def handed_over(parting: Parting, t: Translator) -> Said:
    """Say in the place of a former manager's page who has the talk now."""
    told = now_led(parting, t)
    return told, rendered([section(f":door: {told}")])


def record(talk: Talk, t: Translator) -> Said:
    """Show what was talked about, decided and agreed, what is carried over, and who has confirmed that."""
    day = t.short_day(talk.checkin.talk_at, talk.reader.zone)
    told = t("Record of your talk with {name}, {day}", name=name(talk.other), day=day)
    blocks: list[Block] = [section(f":memo: *{told}*"), *_amended(talk, t)]
    blocks += _listed(
        t("What you talked about"), talk.with_outcome(Outcome.TALKED), lambda one: settled_line(one, t), t
    )
    dropped = talk.with_outcome(Outcome.DROPPED)
    blocks += _listed(t("Taken off the agenda"), dropped, lambda one: settled_line(one, t), t, most=MOST_DROPPED)
    blocks += _listed(t("Carried over to next time"), talk.carried, lambda one: carried_line(one, t), t)
    blocks += _listed(t("Decisions"), talk.decisions, lambda one: decision_line(one, t), t)
    blocks += _listed(t("Actions agreed"), talk.agreed, lambda one: _agreed(one, t), t)
    if not talk.says_something:
        blocks.append(section(t("Nothing was noted. What you two decided or agreed can be added with *Amend*.")))
    return told, rendered([*blocks, *_confirmation(talk, t)])


def read_confirm(value: str) -> tuple[int, str]:
    """Return which record is confirmed, and which version of it."""
    key, _, version = value.partition(" ")
    return int(key), version


def _is_ahead(found: Preparation) -> bool:
    """Say whether the talk can be opened, now or an hour before it begins."""
    return found.phase in (Phase.COMING, Phase.OPEN)


def _to_do(found: Preparation, t: Translator, at: datetime) -> list[ButtonElement]:
    checkin = found.checkin
    primary = "primary" if _is_ahead(found) else None
    talk = [open_button(checkin.id, t, style=primary)] if primary or checkin.past(at) else []
    if checkin.sent_at(found.side):
        return [*talk, checkins.read_button(checkin, t)]
    write = t("Write it all the same") if checkin.past(at) else t("Write my half")
    return [*talk, button(write, checkins.OPEN, checkin.id)]


def _changed(found: Preparation, t: Translator) -> Iterator[Block]:
    zone = found.checkin.rep.zone
    title = (
        t("What has changed since {day}", day=t.short_day(found.since, zone))
        if found.since
        else t("What has changed so far")
    )
    if not found.is_news:
        yield section(f"*{title}*\n" + t("Nothing that Tandem knows of."))
        return
    lines = [_moved(one, t) for one in found.moved[:MOST]]
    lines += [
        f":dart: {_title(one.title)}  ·  {changes.change(made, one.measure, t)}" for one, made in found.targets[:MOST]
    ]
    lines += [":compass: " + t("Strategy line changed: {title}", title=_title(one)) for one in found.lines[:MOST]]
    lines += [_ended(one, t) for one in found.done[:MOST]]
    more = sum(max(0, len(one) - MOST) for one in (found.moved, found.targets, found.lines, found.done))
    yield from _packed(f"*{title}*", lines)
    yield from _more(more, t)


def _moved(one: Moved, t: Translator) -> str:
    measure = one.objective.measure
    if measure.unit is Unit.YES_NO:
        return f":bar_chart: {objectives.standing(measure, one.now, t)}  ·  {_title(one.objective.title)}"
    change = t.change(one.now - one.before, measure)
    return f":bar_chart: {_title(one.objective.title)}  ·  {t.amount(one.now, measure)} ({change})"


def _ended(one: Action, t: Translator) -> str:
    sign = ":heavy_minus_sign:" if one.dropped else ":white_check_mark:"
    word = t("dropped") if one.dropped else t("done")
    return f"{sign} {agreements.what(one)}  ·  {name(one.owner)}  ·  {word}"


def _open(found: Preparation, t: Translator, at: datetime) -> Iterator[Block]:
    reader, points = found.checkin.person(found.side), found.points
    lines = [f":speech_balloon: {agendas.line(one, t)}" for one in points[:MOST]]
    lines += [action_line(one, at, reader, t) for one in found.actions[:MOST]]
    if not points:
        lines.append(t("Nothing is on your agenda yet: open the talk to add a point."))
    yield from _packed("*" + t("What is open") + "*", lines)
    yield from _more(sum(max(0, len(one) - MOST) for one in (points, found.actions)), t)


def _owed(found: Preparation, t: Translator, at: datetime) -> Iterator[Block]:
    """Say whose half is missing, and whether what was sealed can be read."""
    checkin, side = found.checkin, found.side
    other = name(checkin.person(side.other))
    mine, theirs = checkin.sent_at(side), checkin.sent_at(side.other)
    if mine and theirs:
        yield section(":unlock: " + t("Both halves are in: what was sealed can be read."))
        return
    lines: list[str] = []
    if not mine:
        helps = t("The hour before the talk is for reading: a few lines now still help.")
        lines.append(":pencil2: " + t("Your half is not in yet.") + ("" if checkin.past(at) else f" {helps}"))
    if theirs:
        lines.append(":lock: " + t("What {rep} wrote for you opens once your half is in too.", rep=other))
    else:
        lines.append(":hourglass_flowing_sand: " + t("{other} has not written yet.", other=other))
    yield from _packed("*" + t("What is owed") + "*", lines)


def _amended(talk: Talk, t: Translator) -> Iterator[Block]:
    """Say what the other has changed last in a record that is open still."""
    change = talk.record.change
    if not talk.is_open or not talk.amended_by_the_other or change is None:
        return
    who = name(talk.other)
    said = {
        Amendment.TALKED: t("{name} has changed the record: a point was talked about.", name=who),
        Amendment.REOPENED: t("{name} has changed the record: a point is back on the agenda.", name=who),
        Amendment.DROPPED: t("{name} has changed the record: a point was taken off.", name=who),
        Amendment.NOTED: t("{name} has changed the record: a decision was noted.", name=who),
        Amendment.REWORDED: t("{name} has changed the record: a decision has other words.", name=who),
        Amendment.REMOVED: t("{name} has changed the record: a decision was removed.", name=who),
        Amendment.AGREED: t("{name} has changed the record: an action was agreed.", name=who),
        Amendment.ACTION: t("{name} has changed the record: an action was moved or dropped.", name=who),
    }
    yield context(f":pencil2: {said[change]}")


def _agreed(one: Action, t: Translator) -> str:
    """Say an action as it was agreed, whatever has become of it since."""
    told = f":memo: {agreements.what(one)}  ·  {name(one.owner)}  ·  "
    return "\n".join([told + t("by {day}", day=t.short_day(one.due_on)), *agreements.aim(one)])


def _confirmation(talk: Talk, t: Translator) -> Iterator[Block]:
    record, who = talk.record, name(talk.other)
    read = actions([button(t("Read"), OPEN, talk.checkin.id)])
    if record.closed_at:
        day = t.day(record.closed_at.astimezone(talk.reader.zone).date())
        yield context(":white_check_mark: " + t("Both of you confirmed it on {day}: it stays as it is.", day=day))
        yield read
    elif not talk.is_open:
        yield context(t("It stays as it is: it was not confirmed by both."))
        yield read
    else:
        mine, theirs = record.confirmed_at(talk.side), record.confirmed_at(talk.side.other)
        yield from _asked(talk, who, t, mine=mine is not None, theirs=theirs is not None)


def _asked(talk: Talk, who: str, t: Translator, *, mine: bool, theirs: bool) -> Iterator[Block]:
    if mine:
        yield context(t("You have confirmed it. {name} can confirm or amend it.", name=who))
    elif theirs:
        yield context(":white_check_mark: " + t("{name} has confirmed it.", name=who))
    else:
        yield context(t("Is that what you two said? Confirm it, or amend it."))
    version = f"{talk.checkin.id} {talk.record.version}"
    confirm = [] if mine else [button(t("Confirm"), CONFIRM, version, style="primary")]
    yield actions([*confirm, button(t("Amend"), OPEN, talk.checkin.id)])


def _listed(
    title: str, items: Sequence[Item], line: Callable[[Item], str], t: Translator, *, most: int = MOST
) -> Iterator[Block]:
    if items:
        yield from _packed(f"*{title}*", [line(one) for one in items[:most]])
        yield from _more(len(items) - most, t)


def _packed(title: str, lines: Iterable[str]) -> Iterator[Block]:
    """Put lines under a title, in as few sections as hold them."""
    text = title
    for one in lines:
        if len(text) + len(one) >= SECTION_LENGTH:
            yield section(text)
            text = one
        else:
            text = f"{text}\n{one}"
    yield section(text)


def _more(count: int, t: Translator) -> Iterator[Block]:
    if count > 0:
        yield context(t.plural("and {n} more", "and {n} more", count))


def _title(text: str) -> str:
    return escaped(clipped(one_line(text), TITLE_LENGTH))
