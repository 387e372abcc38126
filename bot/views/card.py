"""The card of an objective, and the news under it, as the two of a pair read them together."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from slack_sdk.models.blocks import Block, ImageBlock
from slack_sdk.models.blocks.basic_components import SlackFile

from bot.i18n import Translator
from bot.rules.card import Card, RevisionNews, ValueNews
from bot.rules.forecast import Sureness
from bot.views import background, card_picture
from bot.views import objective as objectives
from bot.views.blocks import actions, clipped, context, escaped, one_line, plain, quote, rendered, section
from bot.views.changes import listed
from bot.views.objective import Look

WORDS_LENGTH, TITLE_LENGTH = 1000, 2000

Said = tuple[str, list[dict[str, Any]]]


def message(card: Card, t: Translator, *, picture: str) -> Said:
    """Return the card; `picture` is the id of the file that shows it."""
    return _text(card, t), rendered(_blocks(card, t, picture))


def value(news: ValueNews, t: Translator) -> Said:
    """Tell that a value was recorded, or put in the place of another."""
    if news.corrects is not None:
        return _corrected(news.corrects, news, t)
    card, recorded = news.card, news.value
    measure, author = card.objective.measure, escaped(recorded.author)
    figure, line = t.amount(recorded.value, measure), background.line(recorded, measure, t, _look(card))
    if news.corrects is None:
        return t("{author} has recorded {value}.", author=author, value=figure), rendered([section(line)])
    wrong = t.amount(news.corrects, measure)
    told = t("{author} has corrected a value: {before} → {after}.", author=author, before=wrong, after=figure)
    return told, rendered([section(f":pencil2: {told}"), section(line)])


def _corrected(wrong: Decimal, news: ValueNews, t: Translator) -> Said:
    measure, author = news.card.objective.measure, escaped(news.value.author)
    before, value = t.amount(wrong, measure), t.amount(news.value.value, measure)
    told = t("{author} has corrected a value: {before} → {value}.", author=author, before=before, value=value)
    return told, rendered([section(f":pencil2: {told}")])


def revised(news: RevisionNews, t: Translator) -> Said:
    """Tell what both have confirmed."""
    card, author, other = news.card, escaped(news.revision.author.name), escaped(news.confirmed.author)
    told = t("{author} suggested a change, {other} has confirmed it.", author=author, other=other)
    shown = [*listed(news.changes, card.objective.measure, t)]
    blocks: list[Block] = [
        section(f":pencil2: *{told}*"),
        *(shown or [section(t("It is about the settled margin."))]),
        *([quote(t("Why"), clipped(news.revision.note, WORDS_LENGTH))] if news.revision.note else []),
        context(_signed(news.confirmed.at, other, card, t)),
    ]
    return told, rendered(blocks)


def closed(card: Card, t: Translator) -> Said:
    """Tell how an objective ended."""
    told = t("The objective is closed.")
    if not (end := card.objective.closing):
        return told, rendered([section(f":file_cabinet: *{told}*")])
    reached = t("Reached: {share}", share=t.percent(end.score / 100))
    blocks: list[Block] = [
        section(f":file_cabinet: *{told}*  ·  {reached}"),
        *([quote(t("What was learnt"), clipped(end.lesson, WORDS_LENGTH))] if end.lesson else []),
        context(_signed(end.at, escaped(end.author), card, t)),
    ]
    return told, rendered(blocks)


def heading(card: Card, t: Translator) -> str | None:
    """Say where the objective is heading, and how sure that is; None where nobody can say."""
    if not (found := card.forecast):
        return None
    measure, day = card.objective.measure, t.day_of(card.objective.ends_on, card.today)
    likely, low, high = (
        t.amount(objectives.roughly(one, measure), measure) for one in (found.likely, found.low, found.high)
    )
    told = t(
        "At this rate: about {likely} on {day}, most likely between {low} and {high}.",
        likely=likely,
        day=day,
        low=low,
        high=high,
    )
    return f"{told} {_sureness(found.sureness, t)}"


def _text(card: Card, t: Translator) -> str:
    objective = card.objective
    where = objectives.goal(objective.measure, objective.value, t)
    return t("Objective “{title}”: {where}.", title=objectives.named(objective), where=where)


def _blocks(card: Card, t: Translator, picture: str) -> Iterator[Block]:
    objective = card.objective
    yield from objectives.cards([objective], t, _look(card))
    if objective.why:
        yield quote(t("Why it matters"), clipped(objective.why, WORDS_LENGTH))
    if objective.line:
        yield context(f":link: {_short(objective.line.title)} → {_short(objective.line.goal)}")
    if told := heading(card, t):
        yield section(f":checkered_flag: {told}")
    if card_picture.is_worth_it(card):
        alt, title = card_picture.in_words(card, heading(card, t), t), card_picture.title(card, t)
        yield ImageBlock(slack_file=SlackFile(id=picture), alt_text=alt, title=plain(title, TITLE_LENGTH))
    yield actions(objectives.buttons(objective, t))
    as_of = t("As of {moment}", moment=t.day_of(card.today, card.today))
    yield context(f"{as_of}  ·  " + t("What changes is told in this thread."))


def _short(text: str) -> str:
    return escaped(clipped(one_line(text), objectives.TITLE_LENGTH))


def _signed(at: datetime, author: str, card: Card, t: Translator) -> str:
    return t("{day}, {author}", day=t.day_of(at.astimezone(card.zone).date(), card.today), author=author)


def _look(card: Card) -> Look:
    return Look(card.at, card.zone, card.rep)


def _sureness(found: Sureness, t: Translator) -> str:
    words = {
        Sureness.SURE: t("This forecast is reliable."),
        Sureness.FAIR: t("This forecast is fairly reliable."),
        Sureness.ROUGH: t("This forecast is rough: the values are few so far, or uneven."),
    }
    return words[found]
