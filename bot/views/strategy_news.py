"""The news that the strategy above somebody's objectives has changed, and the question about each of them."""

from collections.abc import Iterator
from typing import Any

from slack_sdk.models.blocks import Block

from bot.i18n import Translator
from bot.rules.strategy import Answer, Asked, Aspect, Horizon, Kind, News, Turn
from bot.views.blocks import actions, button, clipped, context, escaped, one_line, quote, rendered, section
from bot.views.tree import horizon

VALID, TALK = "strategy_valid", "strategy_talk"
ANSWERS = {VALID: Answer.VALID, TALK: Answer.TALK}
MOST_TURNS, MOST_NOTES, MOST_ASKED = 12, 3, 18  # of 50 blocks
TURNS_A_SECTION = 4
TITLE_LENGTH, QUOTED_LENGTH = 100, 200

Said = tuple[str, list[dict[str, Any]]]


def changed(news: News, t: Translator) -> Said:
    """Tell a rep what has changed, from what to what and why, and ask what that means to each objective."""
    author = escaped(news.turns[-1].author) if news.turns else ""
    told = t("{name} has changed the strategy above your objectives.", name=author)
    blocks: list[Block] = [section(f":mega: *{told}*"), *_turns(news, t)]
    blocks.append(section(t("What does that mean for what you have set out to reach?")))
    for one in news.asked[:MOST_ASKED]:
        blocks += _asked(one, news, t)
    if (more := len(news.asked) - MOST_ASKED) > 0:
        blocks.append(context(t.plural("and {n} more objective", "and {n} more objectives", more)))
    return told, rendered(blocks)


def _turns(news: News, t: Translator) -> Iterator[Block]:
    lines = [f"•  {_turn(one, t)}" for one in news.turns[:MOST_TURNS]]
    for first in range(0, len(lines), TURNS_A_SECTION):
        yield section("\n".join(lines[first : first + TURNS_A_SECTION]))
    notes = dict.fromkeys(one.note for one in news.turns if one.note)
    yield from (quote(t("Why"), note) for note in list(notes)[:MOST_NOTES])


def _turn(turn: Turn, t: Translator) -> str:
    """Say in one line what has changed, from what to what."""
    title, before, after = _title(turn.title), _quoted(turn.before, t), _quoted(turn.after, t)
    is_goal = turn.kind is Kind.GOAL
    match turn.aspect:
        case Aspect.TITLE if is_goal:
            return t("The goal {before} is called {after} now.", before=before, after=after)
        case Aspect.TITLE:
            return t("The strategy line {before} is called {after} now.", before=before, after=after)
        case Aspect.WORDS:
            return t("The words of the goal “{title}”: {before} → {after}", title=title, before=before, after=after)
        case Aspect.HORIZON:
            before, after = (horizon(Horizon(one), t) for one in (turn.before, turn.after))
            return t("The horizon of the goal “{title}”: {before} → {after}", title=title, before=before, after=after)
        case Aspect.GOAL:
            goals = f"{before} → {after}"
            return t("The strategy line “{title}” leads to another goal: {goals}", title=title, goals=goals)
        case Aspect.ENDED:
            return _ended(turn, title, t)


def _ended(turn: Turn, title: str, t: Translator) -> str:
    if not turn.after:
        return t("“{title}” is pursued again.", title=title)
    if turn.kind is Kind.GOAL:
        return t("The goal “{title}” is not pursued any more.", title=title)
    return t("The strategy line “{title}” is not pursued any more.", title=title)


def _asked(one: Asked, news: News, t: Translator) -> Iterator[Block]:
    """Show an objective with the two answers, or with the one that was given."""
    shown = f"*{_title(one.objective)}*\n↳ {_title(one.line)}"
    if one.answer and one.answered_at:
        day, name = t.short_day(one.answered_at, news.rep.zone), escaped(clipped(news.manager.name, TITLE_LENGTH))
        said = {
            Answer.VALID: ":white_check_mark: " + t("Still valid, you said on {day}", day=day),
            Answer.TALK: ":speech_balloon: " + t("On your agenda with {name} since {day}", day=day, name=name),
        }
        yield section(f"{shown}\n{said[one.answer]}")
        return
    yield section(shown)
    yield actions([button(t("Still valid"), VALID, one.id), button(t("Needs a talk"), TALK, one.id)])


def _title(title: str) -> str:
    return escaped(clipped(one_line(title), TITLE_LENGTH))


def _quoted(text: str, t: Translator) -> str:
    return t("“{text}”", text=escaped(clipped(one_line(text), QUOTED_LENGTH))) if text else "—"
