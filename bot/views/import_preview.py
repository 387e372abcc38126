"""What comes of the rows of a file: counted, the first of each kind in words, and why some are refused."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from slack_sdk.models.blocks import Block

from bot.i18n import Translator
from bot.rules.columns import Column
from bot.rules.importing import Edit, Outcome, Plan, Told, Verdict, Write
from bot.rules.refusal import Problem
from bot.views import changes, column
from bot.views.blocks import clipped, context, escaped, quote, section
from bot.views.refusal import said

MOST_SHOWN = 8  # rows of each outcome: the file in the direct message has all
MOST_CHANGES = 6  # of one row
TITLE_LENGTH = 100
ICONS = {
    Outcome.REFUSED: ":no_entry:",
    Outcome.CREATED: ":new:",
    Outcome.CHANGED: ":pencil2:",
    Outcome.SUGGESTED: ":speech_balloon:",
    Outcome.RECORDED: ":bar_chart:",
    Outcome.SAME: ":ok:",
}


def rows(plan: Plan, t: Translator) -> Iterator[Block]:
    """Show how a file was read, what it would do, and its first rows."""
    yield from _reading(plan, t)
    yield from _meaning(plan, t)
    for outcome in (Outcome.REFUSED, Outcome.CREATED, Outcome.CHANGED, Outcome.SUGGESTED, Outcome.RECORDED):
        yield from _of(plan.of(outcome), outcome, t)
    yield context(t("All rows are in the file in our direct message."))


def counted(counts: Mapping[Outcome, int], t: Translator, *, done: bool) -> str:
    """Count the rows of each outcome, as they would be or as they were."""
    told = _done if done else _to_do
    return "\n".join(f"{ICONS[one]} {told(one, counts[one], t)}" for one in Outcome if counts.get(one))


def why(verdict: Verdict, t: Translator) -> str:
    """Say what is wrong with a row: each column with the rule that it breaks."""
    return "\n".join(_problem(one, t) for one in verdict.problems)


def what(verdict: Verdict, t: Translator) -> list[str]:
    """Say what a row brings, in lines of mrkdwn."""
    measure = verdict.measure
    match verdict.deed:
        case Edit(changed=changed, reference=reference) if measure:
            told = [changes.change(one, measure, t) for one in changed]
            return [*told, *([t("Reference: {reference}", reference=escaped(reference))] if reference else [])]
        case Write(wanted):
            target, until = t.amount(wanted.measure.target, wanted.measure), t.dated(wanted.ends_on)
            return [t("{value} by {day}", value=target, day=until)]
        case Told(of=objective, value=value, on=on):
            return [t("{value} on {day}", value=t.amount(value, objective.measure), day=t.dated(on))]
        case _:
            return []


def named(outcome: Outcome, t: Translator) -> str:
    names = {
        Outcome.REFUSED: t("refused"),
        Outcome.CREATED: t("new"),
        Outcome.CHANGED: t("changed"),
        Outcome.SUGGESTED: t("suggested"),
        Outcome.RECORDED: t("recorded"),
        Outcome.SAME: t("left as it is"),
    }
    return names[outcome]


def _reading(plan: Plan, t: Translator) -> Iterator[Block]:
    yield context(_convention(plan, t))
    if plan.unknown:
        unknown = t.listed([changes.quoted(one, t) for one in plan.unknown[:MOST_SHOWN]])
        yield context(t("Left out, since Tandem does not know these columns: {columns}.", columns=unknown))


def _meaning(plan: Plan, t: Translator) -> Iterator[Block]:
    if plan.count(Outcome.REFUSED):
        yield section(t("*Nothing can be applied while a row is refused.* Correct the file and import it again."))
    elif not plan.may_be_applied:
        yield section(t("Everything is as the file says already: there is nothing to apply."))
    if plan.count(Outcome.CREATED):
        yield context(t("You sign what is new by applying it. It counts once the other has signed too."))
    if plan.count(Outcome.SUGGESTED):
        yield context(t("What both of you have signed is not changed: the other is asked to confirm it."))


def _of(verdicts: Sequence[Verdict], outcome: Outcome, t: Translator) -> Iterator[Block]:
    for one in verdicts[:MOST_SHOWN]:
        if outcome is Outcome.REFUSED:
            yield quote(_row(one, t), why(one, t))
        else:
            yield section("\n".join([f"{ICONS[outcome]} *{escaped(_row(one, t))}*", *_lines(one, t)]))
    if (more := len(verdicts) - MOST_SHOWN) > 0:
        yield context(t.plural("and {n} more row", "and {n} more rows", more))


def _lines(verdict: Verdict, t: Translator) -> list[str]:
    lines = [f"• {line}" for line in what(verdict, t)[:MOST_CHANGES]]
    return [line for line in lines if line]


def _problem(problem: Problem, t: Translator) -> str:
    if problem.field in set(Column):
        return t("{column}: {problem}", column=column.header(Column(problem.field), t), problem=said(problem, t))
    return said(problem, t)


def _row(verdict: Verdict, t: Translator) -> str:
    row = t("Row {n}", n=t.figure(Decimal(verdict.row)))
    about = [clipped(one, TITLE_LENGTH) for one in (verdict.title, verdict.owner.name if verdict.owner else "") if one]
    return "  ·  ".join([row, *about])


def _to_do(outcome: Outcome, count: int, t: Translator) -> str:
    told = {
        Outcome.REFUSED: t.plural("{n} row is refused", "{n} rows are refused", count),
        Outcome.CREATED: t.plural("{n} new objective", "{n} new objectives", count),
        Outcome.CHANGED: t.plural("{n} objective to change", "{n} objectives to change", count),
        Outcome.SUGGESTED: t.plural("{n} change to suggest", "{n} changes to suggest", count),
        Outcome.RECORDED: t.plural("{n} value to record", "{n} values to record", count),
        Outcome.SAME: _same(count, t),
    }
    return told[outcome]


def _done(outcome: Outcome, count: int, t: Translator) -> str:
    told = {
        Outcome.CREATED: t.plural("{n} objective proposed", "{n} objectives proposed", count),
        Outcome.CHANGED: t.plural("{n} objective changed", "{n} objectives changed", count),
        Outcome.SUGGESTED: t.plural("{n} change suggested", "{n} changes suggested", count),
        Outcome.RECORDED: t.plural("{n} value recorded", "{n} values recorded", count),
        Outcome.SAME: _same(count, t),
    }
    return told[outcome]


def _same(count: int, t: Translator) -> str:
    return t.plural("{n} row left as it is", "{n} rows left as they are", count)


def _convention(plan: Plan, t: Translator) -> str:
    style, day_first = plan.convention.numbers, plan.convention.day_first
    number = f"12345{style.decimal}6"
    days = {True: t("day/month/year"), False: t("month/day/year"), None: t("year-month-day")}[day_first]
    return t("Numbers are read as {number}, dates as {days}.", number=number, days=days)
