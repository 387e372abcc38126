"""The thread of a retrospective: its root, the message of each step, and the summary."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement, ConfirmObject, DividerBlock

from bot.i18n import Translator
from bot.rules.retro import ASKED, PARKING, THREAD, At, Contribution, Phase, Retro, Step
from bot.rules.year import Done, Held, TeamYear
from bot.views.blocks import actions, button, clipped, context, escaped, header, quote, rendered, section
from bot.views.retro_words import EMOJI, asked, commitment, count, named, numbered, parked, titled, voted

CONTRIBUTE, PARK, VOTE, COMMIT = "retro_contribute", "retro_park", "retro_vote", "retro_commit"
NEXT, BACK = "retro_next", "retro_back"
MOST_SHOWN = 20  # contributions in a message: it holds 50 blocks, and Slack bounds the whole of their text
TEXT_LENGTH = 400
MOST_LINES = 15

Said = tuple[str, list[dict[str, Any]]]


def root(retro: Retro, t: Translator) -> Said:
    """Open the thread, and show later how far it has come."""
    title = titled(retro, t)
    blocks: list[Block] = [header(title)]
    if retro.closed_at:
        blocks.append(
            section(":checkered_flag: " + t("*Closed.* The summary and its file are at the end of this thread."))
        )
    else:
        blocks.append(section(_how_it_works(retro, t)))
    blocks += [section("\n".join(_progress(retro, t))), context(_held_by(retro, t))]
    return escaped(title), rendered(blocks)


def step(retro: Retro, shown: Step, year: TeamYear | None, t: Translator) -> Said:
    """Show a step as it stands: the one the team is at, one that is over, or one ahead again."""
    told = numbered(shown, t)
    phase = retro.phase(shown)
    blocks: list[Block] = [header(f"{EMOJI[shown]} {told}"), *_body(retro, shown, year, t)]
    if phase is Phase.CURRENT:
        blocks += _buttons(retro, t)
    elif phase is Phase.AHEAD:
        blocks.append(context(":arrow_left: " + t("The team has gone back; this step comes again later.")))
    elif shown is not Step.CLOSING:
        blocks.append(context(":white_check_mark: " + t("This step is over.")))
    return told, rendered(blocks)


def summary(retro: Retro, t: Translator) -> Said:
    """Say what the retrospective has come to, at the end of its thread."""
    told = t("Summary of the retrospective {year}", year=retro.year)
    blocks: list[Block] = [header(told), *_commitments(retro, t)]
    if retro.most_voted:
        blocks += [_subtitle(t("The solutions with the most votes")), *_votes(retro.most_voted, t)]
    blocks += _cases(retro, t)
    blocks.append(context(":page_facing_up: " + t("All that was said is in the file below.")))
    return told, rendered(blocks)


def at_step(at: At) -> str:
    """Write down for which step a button was drawn."""
    return f"{at.retro}:{at.step}"


def read_at(value: str) -> At:
    retro, _, step = value.partition(":")
    return At(int(retro), Step(step))


def leading(retro: Retro, t: Translator) -> Iterator[ButtonElement]:
    """Return the buttons with which the manager leads."""
    if retro.step.before:
        yield button(t("← Back"), BACK, at_step(retro.at))
    if retro.step is Step.COMMITMENTS:
        yield _close_button(retro, t)
    else:
        yield button(t("Next →"), NEXT, at_step(retro.at))


def _how_it_works(retro: Retro, t: Translator) -> str:
    lines = [
        t("We look back on {year} together, so that the next objectives are ours.", year=retro.year),
        t("{manager} leads from step to step, here in this thread.", manager=escaped(retro.manager.name)),
        t("In each step, press *Contribute*, as often as you like. Your name stands beside what you say."),
        t("A client’s special case? *Park* it, with the lesson it holds for other clients."),
    ]
    return lines[0] + "\n" + "\n".join(f"• {line}" for line in lines[1:])


def _progress(retro: Retro, t: Translator) -> Iterator[str]:
    marks = {Phase.OVER: ":white_check_mark:", Phase.CURRENT: ":arrow_forward:", Phase.AHEAD: ":white_small_square:"}
    for one in THREAD:
        phase = retro.phase(one)
        name = f"*{named(one, t)}*" if phase is Phase.CURRENT else named(one, t)
        yield f"{marks[phase]} {name}"


def _held_by(retro: Retro, t: Translator) -> str:
    return ":busts_in_silhouette: " + t("With {names}", names=t.listed([escaped(one.name) for one in retro.members]))


def _body(retro: Retro, shown: Step, year: TeamYear | None, t: Translator) -> Iterator[Block]:
    if shown is Step.OPENING:
        yield from _opening(retro, year, t)
    elif shown is Step.CLOSING:
        yield from _closing(retro, t)
    else:
        yield section(f"*{asked(shown, retro, t)}*")
        yield context(_standing(retro, shown, t))
        yield from _content(retro, shown, t)


def _standing(retro: Retro, shown: Step, t: Translator) -> str:
    live = retro.phase(shown) is Phase.CURRENT and retro.cases
    return count(shown, retro, t) + (f"  ·  :pushpin: {parked(retro, t)}" if live else "")


def _content(retro: Retro, shown: Step, t: Translator) -> Iterator[Block]:
    over = retro.phase(shown) is Phase.OVER
    if shown in ASKED:
        yield from contributions(retro.said_in(shown), t)
    elif not retro.solutions:
        yield section(t("No solution was put forward."))
    elif shown is Step.VOTES and not over:
        yield from contributions(retro.said_in(Step.SOLUTIONS), t)
        yield context(":lock: " + t("The result is shown once the team goes on."))
    elif shown is Step.VOTES:
        yield from _votes(retro.solutions, t)
    elif retro.most_voted and not over:
        yield section(t("Begin with the solutions that have the most votes:"))
        yield from _votes(retro.most_voted, t)
    if shown is Step.COMMITMENTS and retro.commitments:
        yield _subtitle(t("What we commit to"))
        yield from _lines([commitment(one, t) for one in retro.commitments], t)


def _opening(retro: Retro, year: TeamYear | None, t: Translator) -> Iterator[Block]:
    rules = [
        t("We talk about the work, never about who is to blame."),
        t("Everybody is heard once before anybody is heard twice."),
        t("One client’s story is parked with its lesson, so that it serves the others."),
        t("What we decide has a name and a date."),
    ]
    yield _subtitle(t("How we talk"), *(f"• {rule}" for rule in rules))
    if year:
        yield _subtitle(t("Our {year} in figures", year=retro.year), *_figures(year, t))


def _figures(year: TeamYear, t: Translator) -> Iterator[str]:
    objectives = t.plural("{n} objective", "{n} objectives", year.objectives)
    reached = t.plural("{n} reached", "{n} reached", year.reached)
    yield f":dart: {objectives}, {reached}"
    yield from counted(year.checkins, year.actions, t)


def counted(checkins: Held, tasks: Done, t: Translator) -> Iterator[str]:
    """Say how many check-ins were held, and how many actions are done, where there were any."""
    yield ":speech_balloon: " + t.plural(
        "{held} of {n} check-in held", "{held} of {n} check-ins held", checkins.planned, held=checkins.held
    )
    if tasks != Done(0, 0):
        yield ":heavy_check_mark: " + t.plural(
            "{n} action done, {open} still open", "{n} actions done, {open} still open", tasks.done, open=tasks.open
        )


def _closing(retro: Retro, t: Translator) -> Iterator[Block]:
    yield section(t("Thank you. This is what we leave with:") + "\n" + "\n".join(_outcome(retro, t)))
    yield section(_open_ends(retro, t))
    yield from _cases(retro, t)


def _outcome(retro: Retro, t: Translator) -> Iterator[str]:
    counts = retro.counts
    yield f"{EMOJI[Step.WORKED]} " + t.plural("{n} thing that worked", "{n} things that worked", counts[Step.WORKED])
    yield f"{EMOJI[Step.MOTIVATED]} " + t.plural(
        "{n} thing that motivated us", "{n} things that motivated us", counts[Step.MOTIVATED]
    )
    yield f"{EMOJI[Step.SOLUTIONS]} " + t.plural(
        "{n} solution put forward", "{n} solutions put forward", counts[Step.SOLUTIONS]
    )
    yield f"{EMOJI[Step.COMMITMENTS]} " + t.plural(
        "{n} commitment, which comes back in the check-ins until it is done",
        "{n} commitments, which come back in the check-ins until they are done",
        len(retro.commitments),
    )


def _open_ends(retro: Retro, t: Translator) -> str:
    """Say that what has no answer stays open, rather than let it close in silence."""
    failed = retro.counts[Step.DID_NOT]
    told = t.plural("{n} thing did not work.", "{n} things did not work.", failed)
    if not failed:
        return f"{EMOJI[Step.DID_NOT]} " + t("Nothing was named that did not work.")
    if not retro.solutions and not retro.commitments:
        return f"{EMOJI[Step.DID_NOT]} {told} " + t("There is no solution and no commitment for it: it stays open.")
    return f"{EMOJI[Step.DID_NOT]} {told} " + t("Whatever has neither a solution nor a commitment stays open.")


def _commitments(retro: Retro, t: Translator) -> Iterator[Block]:
    yield _subtitle(t("What we commit to"))
    if not retro.commitments:
        yield section(t("No commitment was made."))
    yield from _lines([commitment(one, t) for one in retro.commitments], t)


def _cases(retro: Retro, t: Translator) -> Iterator[Block]:
    if not retro.cases:
        return
    yield _subtitle(":pushpin: " + t("Cases parked, with the lesson for other clients"))
    shown = retro.cases[-MOST_LINES:]
    yield from _earlier(len(retro.cases) - len(shown), t)
    for case in shown:
        lesson = t("Lesson: {lesson}", lesson=clipped(case.lesson, TEXT_LENGTH))
        yield quote(case.author.name, f"{clipped(case.text, TEXT_LENGTH)}\n→ {lesson}")


def contributions(said: Sequence[Contribution], t: Translator) -> Iterator[Block]:
    """Show the newest, as they were written."""
    shown = said[-MOST_SHOWN:]
    yield from _earlier(len(said) - len(shown), t)
    for one in shown:
        why = "\n→ " + t("Why: {why}", why=clipped(one.why, TEXT_LENGTH)) if one.why else ""
        yield quote(one.author.name, clipped(one.text, TEXT_LENGTH) + why)


def _earlier(count: int, t: Translator) -> Iterator[Block]:
    if count > 0:
        yield context(t.plural("and {n} earlier one", "and {n} earlier ones", count))


def _votes(solutions: Iterable[Contribution], t: Translator) -> Iterator[Block]:
    yield from _lines([voted(one, t) for one in solutions], t)


def _lines(lines: Sequence[str], t: Translator) -> Iterator[Block]:
    for line in lines[:MOST_LINES]:
        yield section(f"• {line}")
    if (more := len(lines) - MOST_LINES) > 0:
        yield context(t.plural("and {n} more", "and {n} more", more))


def _subtitle(title: str, *lines: str) -> Block:
    return section("\n".join([f"*{title}*", *lines]))


def _buttons(retro: Retro, t: Translator) -> Iterator[Block]:
    if taking_part := list(_taking_part(retro, t)):
        yield actions(taking_part)
    yield DividerBlock()
    yield actions(list(leading(retro, t)))
    yield context(t("{manager} leads with these buttons.", manager=escaped(retro.manager.name)))


def _taking_part(retro: Retro, t: Translator) -> Iterator[ButtonElement]:
    value = at_step(retro.at)
    if retro.step in ASKED:
        yield button(t("Contribute"), CONTRIBUTE, value, style="primary")
    elif retro.step is Step.VOTES and retro.solutions:
        yield button(t("Vote"), VOTE, value, style="primary")
    elif retro.step is Step.COMMITMENTS:
        yield button(t("Commit"), COMMIT, value, style="primary")
    if retro.step in PARKING:
        yield button(t("Park this case"), PARK, value)


def _close_button(retro: Retro, t: Translator) -> ButtonElement:
    close = button(t("Close the retrospective"), NEXT, at_step(retro.at))
    close.confirm = ConfirmObject(
        title=t("Close the retrospective?"),
        text=t("The summary is posted in the thread, and nobody can add to it any more."),
        confirm=t("Close it"),
        deny=t("Not yet"),
    )
    return close
