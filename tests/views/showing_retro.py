"""The views of a retrospective in every state, for the tests that walk through all views."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from bot.i18n import Translator
from bot.rules.person import Person
from bot.rules.retro import ASKED, THREAD, Case, Commitment, Preparer, Retro, Step, Topic
from bot.rules.year import Done, Held, TeamYear
from bot.views import home as homes
from bot.views import preparation, retro_ending, retro_forms, retro_lead
from bot.views import retro as views
from tests.factories import (
    LEA,
    MARC,
    OPENS,
    action,
    home,
    objective,
    packet,
    person,
    rep_state,
    retro,
    retro_desk,
    said,
    year,
)

View = Callable[[Translator], Any]

CLOSED = datetime(2026, 12, 1, tzinfo=UTC)
FIGURES = TeamYear(8, 1, Held(74, 78), Done(12, 3))


def talked(step: Step, words: str = "Gagné Orion", author: Person = LEA, many: int = 1, **given: Any) -> Retro:
    """Build a retrospective in which something was said in every step, a case parked and a commitment made."""
    spoken = tuple(
        said(100 * one.number + key, author, words, step=one, why=words if one is Step.DID_NOT else "", votes=key % 4)
        for one in ASKED
        for key in range(many)
    )
    full = retro(
        step,
        manager=replace(MARC, name=author.name) if author is not LEA else MARC,
        reps=(author,),
        preparers=(Preparer(51, author, OPENS),),
        said=spoken,
        cases=(Case(author, words, words),) * many,
        commitments=(Commitment(author, words, date(2027, 1, 31)),) * many,
        voters=frozenset({author.id}),
    )
    return replace(full, **given)


def closed(**given: Any) -> Retro:
    return talked(Step.CLOSING, closed_at=CLOSED, **given)


def in_thread(now: Retro, name: str, *steps: Step) -> Iterator[tuple[str, View]]:
    """Name the messages of these steps, or of the one the team is at, and those that follow it."""
    yield f"{name}: root", lambda t: views.root(now, t)
    for step in steps or (now.step,):
        yield f"{name}: step {step}", lambda t, step=step: views.step(now, step, FIGURES, t)


def beside_it(now: Retro, name: str) -> Iterator[tuple[str, View]]:
    """Name what the manager and a rep see of a retrospective outside its thread."""
    manager, rep = now.manager, now.reps[0]
    mine, led = home(rep_state()), home(None)
    yield f"{name}: lead", lambda t: retro_lead.lead(now, t)
    yield f"{name}: status to a rep", lambda t: retro_lead.status(now, rep, t)
    yield f"{name}: home of the manager", lambda t: homes.home(replace(led, person=manager, retros=(now,)), t)
    yield f"{name}: home of a rep", lambda t: homes.home(replace(mine, person=rep, retros=(now,)), t)


def forms(words: str = "Gagné Orion", author: Person = LEA, many: int = 1) -> Iterator[tuple[str, View]]:
    def at(step: Step, **given: Any) -> Any:
        full = talked(step, words, author, many, **given)
        return replace(retro_desk(step), retro=full, person=author, notes=dict.fromkeys(Topic, words))

    for step in ASKED:
        yield f"contribution to {step}", lambda t, step=step: retro_forms.contribution(at(step), t)
        yield f"contribution to {step}, prepared", lambda t, step=step: retro_forms.contribution(at(step, said=()), t)
    yield "a case", lambda t: retro_forms.case(at(Step.WORKED), t)
    yield "a case from a message", lambda t: retro_forms.case(at(Step.WORKED), t, words * 3)
    yield (
        "votes",
        lambda t: retro_forms.votes(replace(at(Step.VOTES), given=frozenset({100 * Step.SOLUTIONS.number})), t),
    )
    yield "a commitment", lambda t: retro_forms.commitment(at(Step.COMMITMENTS), t)


def packets(words: str = "Gagné Orion", author: Person = LEA, many: int = 1) -> Iterator[tuple[str, View]]:
    compiled = year(wins=(words,) * many, obstacles=(words,) * many)
    if many > 1:
        compiled = replace(compiled, objectives=tuple(objective(key, words) for key in range(40)))
    for step in (Step.PREPARATION, Step.WORKED, Step.CLOSING):
        for sent in (False, True):
            known = packet(
                step, sent=sent, year=compiled, rep=author, notes=dict.fromkeys(Topic, words) if sent else {}
            )
            shut = CLOSED if step is Step.CLOSING else None
            known = replace(known, retro=replace(known.retro, closed_at=shut, manager=replace(MARC, name=author.name)))
            yield f"packet at {step}, prepared {sent}", lambda t, known=known: preparation.packet(known, t)
            yield f"preparation at {step}, prepared {sent}", lambda t, known=known: preparation.modal(known, t)


def endings(words: str = "Gagné Orion", author: Person = LEA, many: int = 1) -> Iterator[tuple[str, View]]:
    """Name what is said of a retrospective whose team was dissolved."""
    shut = talked(Step.CLOSING, words, author, many, closed_at=CLOSED, team=author.name)
    off = talked(Step.PREPARATION, words, author, many, closed_at=CLOSED, team=author.name)
    left = [action(key, words, of=author) for key in range(many)]
    known = replace(packet(sent=True), retro=off, rep=author)
    yield "dissolved: in the thread", lambda t: retro_ending.ended(shut, t)
    yield "dissolved: what is left to do", lambda t: retro_ending.tasks(shut, left, t)
    yield "dissolved: nothing left to do", lambda t: retro_ending.tasks(shut, (), t)
    yield "called off: lead", lambda t: retro_lead.lead(off, t)
    yield "called off: packet", lambda t: preparation.packet(known, t)
    yield "called off: preparation", lambda t: preparation.modal(known, t)


QUIET = retro(Step.CLOSING, closed_at=CLOSED)
TOLD = (Step.PREPARATION, Step.OPENING, Step.VOTES)

EVERY: Mapping[str, View] = {
    "retro form": lambda t: retro_lead.form(3, "C0001", (2026, 2025), t),
    **{name: view for step in THREAD[:-1] for name, view in in_thread(retro(step), f"silent at {step}")},
    **{name: view for step in THREAD[:-1] for name, view in in_thread(talked(step), f"talked at {step}")},
    **dict(in_thread(talked(Step.OPENING), "gone back to the opening", *THREAD[1:-1])),
    **dict(in_thread(closed(), "closed", *THREAD)),
    **dict(in_thread(QUIET, "closed in silence", *THREAD)),
    "summary": lambda t: views.summary(closed(), t),
    "summary of silence": lambda t: views.summary(QUIET, t),
    **{name: view for step in TOLD for name, view in beside_it(retro(step), f"silent at {step}")},
    **dict(beside_it(talked(Step.PREPARATION), "prepared")),
    **dict(beside_it(talked(Step.COMMITMENTS), "talked at the commitments")),
    **dict(beside_it(closed(), "closed")),
    **dict(forms()),
    **dict(packets()),
    **dict(endings()),
}


def hostile(words: str, name: str) -> Mapping[str, View]:
    """Return the same views with text that tries to be markup, and with more of it than Slack takes."""
    author, many = person(1, name), 120
    at = {step: talked(step, words, author, many, team=name) for step in (Step.DID_NOT, Step.VOTES, Step.COMMITMENTS)}
    shut = talked(Step.CLOSING, words, author, many, team=name, closed_at=CLOSED)
    preparing = talked(Step.PREPARATION, words, author, many, team=name)
    return {
        **{view: show for step, now in at.items() for view, show in in_thread(now, f"hostile at {step}")},
        **dict(in_thread(shut, "hostile, closed", Step.WORKED, Step.VOTES, Step.COMMITMENTS, Step.CLOSING)),
        "hostile: summary": lambda t: views.summary(shut, t),
        **dict(beside_it(preparing, "hostile, preparing")),
        **dict(beside_it(at[Step.VOTES], "hostile, voting")),
        **dict(forms(words, author, many)),
        **dict(packets(words, author, 30)),
        **dict(endings(words, author, many)),
    }
