"""All that was said in a retrospective, as a Markdown file to keep."""

from collections.abc import Iterator

from bot.i18n import Translator
from bot.rules.retro import ASKED, Retro, Step
from bot.views.markdown import as_text, slug
from bot.views.retro_words import asked, named, titled


def name(retro: Retro, t: Translator) -> str:
    """Name the file after the year and the team: bilan-2026-ventes-europe.md."""
    kind = t("retrospective")
    return f"{kind}-{retro.year}-{slug(retro.team)}".rstrip("-") + ".md"


def title(retro: Retro, t: Translator) -> str:
    return titled(retro, t)


def comment(t: Translator) -> str:
    return t("All that was said, to keep.")


def content(retro: Retro, t: Translator) -> str:
    return "\n".join(_lines(retro, t)).rstrip() + "\n"


def _lines(retro: Retro, t: Translator) -> Iterator[str]:
    yield f"# {as_text(titled(retro, t))}"
    yield ""
    yield t("With {names}", names=t.listed([as_text(one.name) for one in retro.members]))
    yield ""
    for step in ASKED:
        yield from _said(retro, step, t)
    yield from _votes(retro, t)
    yield from _commitments(retro, t)
    yield from _cases(retro, t)


def _said(retro: Retro, step: Step, t: Translator) -> Iterator[str]:
    yield from _title(named(step, t))
    yield f"*{asked(step, retro, t)}*"
    yield ""
    said = retro.said_in(step)
    for one in said:
        yield _item(one.author.name, one.text, t)
        if one.why:
            yield "  - " + t("Why: {why}", why=as_text(one.why))
    yield from _end(said, t)


def _votes(retro: Retro, t: Translator) -> Iterator[str]:
    yield from _title(named(Step.VOTES, t))
    for one in retro.solutions:
        votes = t.plural("{n} vote", "{n} votes", one.votes)
        yield _item(votes, one.text, t)
    yield from _end(retro.solutions, t)


def _commitments(retro: Retro, t: Translator) -> Iterator[str]:
    yield from _title(named(Step.COMMITMENTS, t))
    for one in retro.commitments:
        owner, day = as_text(one.owner.name), t.full_day(one.due_on)
        yield "- " + t("**{owner}**, by {day}: {text}", owner=owner, day=day, text=as_text(one.text))
    yield from _end(retro.commitments, t)


def _cases(retro: Retro, t: Translator) -> Iterator[str]:
    yield from _title(t("Cases parked"))
    for case in retro.cases:
        yield _item(case.author.name, case.text, t)
        yield "  - " + t("Lesson: {lesson}", lesson=as_text(case.lesson))
    yield from _end(retro.cases, t)


def _item(label: str, text: str, t: Translator) -> str:
    return "- " + t("**{label}**: {text}", label=as_text(label), text=as_text(text))


def _title(text: str) -> Iterator[str]:
    yield f"## {text}"
    yield ""


def _end(items: tuple[object, ...], t: Translator) -> Iterator[str]:
    if not items:
        yield t("Nothing was said.")
    yield ""
