"""The history of a rep's objectives as a Markdown file."""

from collections.abc import Iterator
from datetime import datetime

from bot.i18n import Translator
from bot.rules.history import Chapter, History, Told
from bot.rules.objective import Change, Measure, Objective, Recorded
from bot.rules.signing import Done
from bot.views import background, changes, history, recorded
from bot.views import objective as objectives
from bot.views.markdown import as_text


def content(told: History, t: Translator) -> str:
    return "\n".join(_lines(told, t)).rstrip() + "\n"


def _lines(told: History, t: Translator) -> Iterator[str]:
    yield f"# {as_text(history.title(told.rep, t))}"
    yield ""
    yield t("As of {moment}", moment=_moment(told.at, told, t))
    yield ""
    for chapter in told.chapters:
        yield from _chapter(chapter, told, t)


def _chapter(chapter: Chapter, told: History, t: Translator) -> Iterator[str]:
    objective = chapter.objective
    yield f"## {as_text(' '.join(objective.title.split()))}"
    yield ""
    yield from _terms(objective, t)
    yield ""
    for one in chapter.told:
        signed = t("{day}, {author}", day=_moment(one.at, told, t), author=as_text(one.author))
        yield f"- **{signed}** — {_entry(one, objective.measure, told, t)}"
    yield ""


def _terms(objective: Objective, t: Translator) -> Iterator[str]:
    start, end = t.dated(objective.starts_on), t.dated(objective.ends_on)
    yield f"{history.state(objective, t)} · {t('{start} to {end}', start=start, end=end)}  "
    yield objectives.goal(objective.measure, objective.value, t)
    if objective.why:
        yield ""
        yield t("**{label}**: {text}", label=t("Why it matters"), text=as_text(objective.why))
    if end_of_it := objective.closing:
        yield ""
        yield t("Reached: {share}", share=t.percent(end_of_it.score / 100))


def _entry(one: Told, measure: Measure, told: History, t: Translator) -> str:
    match one:
        case Recorded():
            value = t.amount(one.value, measure)
            said = recorded.said(one, measure, told.reader.zone, t, as_text)
            return " · ".join([f"~~{value}~~" if one.corrected_at else value, *said])
        case Change():
            return _change(one, measure, t)
        case Done():
            return " · ".join([background.deed(one.deed, t), *([as_text(one.note)] if one.note else [])])


def _change(one: Change, measure: Measure, t: Translator) -> str:
    if one.is_masked:
        return changes.change(one, measure, t)
    before, after = (changes.value(one.field, text, measure, t, as_text) for text in (one.before, one.after))
    return t("{field}: {before} → {after}", field=changes.named(one.field, t), before=before, after=after)


def _moment(at: datetime, told: History, t: Translator) -> str:
    zone = told.reader.zone
    return t("{day}, {time}", day=t.dated(at.astimezone(zone).date()), time=t.time(at, zone))
