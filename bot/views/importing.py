"""Importing a file: the form, waiting, the preview, what came of it, and the message that leads back to it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from slack_sdk.models.blocks import Block, InputBlock
from slack_sdk.models.blocks.block_elements import FileInputElement
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.columns import Column, Kind
from bot.rules.importing import Edit, Import, NewImport, Outcome, Plan, Proposed, State, Told, Verdict, Write
from bot.rules.refusal import Problem, Reason, Rejected
from bot.views import changes, column, shelf
from bot.views.blocks import actions, button, clipped, context, escaped, plain, quote, rendered, section
from bot.views.fields import LABEL_LENGTH, Fields, select
from bot.views.refusal import said

IMPORT, APPLY, OPEN = "import_file", "import_apply", "import_open"
KIND, FILE = "kind", "file"
MOST_SHOWN = 8  # rows of each outcome: the file in the direct message has all
MOST_CHANGES = 6  # of one row
NAME_LENGTH, TITLE_LENGTH = 80, 100
ICONS = {
    Outcome.REFUSED: ":no_entry:",
    Outcome.CREATED: ":new:",
    Outcome.CHANGED: ":pencil2:",
    Outcome.SUGGESTED: ":speech_balloon:",
    Outcome.RECORDED: ":bar_chart:",
    Outcome.SAME: ":ok:",
}

Said = tuple[str, list[dict[str, Any]]]


def form(t: Translator) -> dict[str, Any]:
    """Ask for a file, and what it brings."""
    kinds: dict[str, str] = {
        Kind.OBJECTIVES: t("Objectives, new and changed"),
        Kind.VALUES: t("Values: where the objectives stand"),
    }
    file = InputBlock(
        block_id=FILE,
        label=plain(t("CSV file"), LABEL_LENGTH),
        hint=plain(_hint(t), LABEL_LENGTH),
        element=FileInputElement(action_id="file", filetypes=["csv"], max_files=1),
    )
    kind = InputBlock(
        block_id=KIND,
        label=plain(t("What does the file bring?"), LABEL_LENGTH),
        element=select("kind", kinds, initial=Kind.OBJECTIVES),
    )
    promise = context(":lock: " + t("Nothing is written before you have seen a preview and chosen *Apply*."))
    return _modal(IMPORT, t, [kind, file, promise], title=t("Import a file"), submit=t("Preview"))


def read_form(view: dict[str, Any]) -> NewImport:
    """Read which file was sent, or raise Rejected where there is none."""
    files = next(iter(view["state"]["values"][FILE].values())).get("files")
    if not files:
        raise Rejected(Problem(Reason.NO_FILE, FILE))
    return NewImport(Kind(Fields(view).choice(KIND)), files[0]["id"], files[0].get("name") or "csv", view["id"])


def waiting(told: str, t: Translator) -> dict[str, Any]:
    """Say that something is under way; it is shown here, and told in a message as well."""
    later = context(t("You can close this: what comes of it is told in our direct message too."))
    return _modal("import_waiting", t, [section(f":hourglass_flowing_sand: {told}"), later], title=t("Import a file"))


def reading(t: Translator) -> dict[str, Any]:
    return waiting(t("Reading the file …"), t)


def checking(done: int, total: int, t: Translator) -> dict[str, Any]:
    return waiting(t("{done} of {total} rows checked …", done=_count(done, t), total=_count(total, t)), t)


def applying(t: Translator) -> dict[str, Any]:
    return waiting(t("Applying …"), t)


def preview(known: Import, plan: Plan, t: Translator, *, again: bool = False) -> dict[str, Any]:
    """Show what would come of a file; `again` says that this has changed since it was shown last."""
    submit = t("Apply") if plan.may_be_applied else ""
    return _modal(APPLY, t, list(_preview(known, plan, t, again=again)), title=t("Preview"), submit=submit, id=known.id)


def applied(known: Import, t: Translator) -> dict[str, Any]:
    blocks = [section(":white_check_mark: " + _applied(known, t)), section(_counts(known.counts, t, done=True))]
    return _modal("import_applied", t, blocks, title=t("Import a file"))


def failed(problem: Problem, t: Translator) -> dict[str, Any]:
    blocks = [quote(t("The file cannot be imported"), said(problem, t)), context(t("Nothing was written."))]
    return _modal("import_failed", t, blocks, title=t("Import a file"))


def read_about(view: dict[str, Any]) -> int:
    """Return which import a preview shows, by its key."""
    return json.loads(view["private_metadata"])["about"]


def message(known: Import, t: Translator) -> Said:
    """Tell the importer where an import stands."""
    told = _told(known, t)
    blocks: list[Block] = [section(f":page_facing_up: {told}")]
    if known.counts and known.state in (State.READY, State.APPLIED):
        blocks.append(section(_counts(known.counts, t, done=known.state is State.APPLIED)))
    if known.problem:
        blocks.append(quote(t("The file cannot be imported"), said(known.problem, t)))
    if known.state is State.READY:
        blocks.append(actions([button(t("Open the preview"), OPEN, known.id, style="primary")]))
    return told, rendered(blocks)


def proposed(found: Proposed, t: Translator) -> Said:
    """Tell the other what somebody has proposed with a file, to be read and signed in the list."""
    told = t.plural(
        "{name} proposes {n} objective from a file.",
        "{name} proposes {n} objectives from a file.",
        found.count,
        name=escaped(found.by.name),
    )
    to_sign = [context(t("Each counts once you have signed it.")), actions([shelf.list_button(found.rep, t)])]
    return told, rendered([section(f":new: *{told}*"), *to_sign])


def _hint(t: Translator) -> str:
    return t(
        "At most 2 MB and 5,000 rows. Headers in English or French, in any order; /objectives export gives a file "
        "to begin with. For values: the reference, or owner and objective, and the current value."
    )


def _preview(known: Import, plan: Plan, t: Translator, *, again: bool) -> Iterator[Block]:
    if again:
        yield section(":warning: " + t("Something has changed since the last preview. This is how it stands now."))
    counts = {one: plan.count(one) for one in Outcome}
    yield section(f"*{_name(known)}*\n{_counts(counts, t, done=False)}")
    yield context(_convention(plan, t))
    if plan.unknown:
        unknown = t.listed([changes.quoted(one, t) for one in plan.unknown[:MOST_SHOWN]])
        yield context(t("Left out, since Tandem does not know these columns: {columns}.", columns=unknown))
    if plan.count(Outcome.REFUSED):
        yield section(t("*Nothing can be applied while a row is refused.* Mend the file, and import it again."))
    elif not plan.may_be_applied:
        yield section(t("Everything is as the file says already: there is nothing to apply."))
    if plan.count(Outcome.CREATED):
        yield context(t("You sign what is new by applying it. It counts once the other has signed too."))
    if plan.count(Outcome.SUGGESTED):
        yield context(t("What both of you have signed is not changed: the other is asked to confirm it."))
    for outcome in (Outcome.REFUSED, Outcome.CREATED, Outcome.CHANGED, Outcome.SUGGESTED, Outcome.RECORDED):
        yield from _rows(plan.of(outcome), outcome, t)
    yield context(t("All rows are in the file in our direct message."))


def _rows(verdicts: Sequence[Verdict], outcome: Outcome, t: Translator) -> Iterator[Block]:
    for one in verdicts[:MOST_SHOWN]:
        if outcome is Outcome.REFUSED:
            yield quote(_row(one, t), why(one, t))
        else:
            yield section("\n".join([f"{ICONS[outcome]} *{escaped(_row(one, t))}*", *_lines(one, t)]))
    if (more := len(verdicts) - MOST_SHOWN) > 0:
        yield context(t.plural("and {n} more row", "and {n} more rows", more))


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


def _lines(verdict: Verdict, t: Translator) -> list[str]:
    lines = [f"• {line}" for line in what(verdict, t)[:MOST_CHANGES]]
    return [line for line in lines if line]


def _problem(problem: Problem, t: Translator) -> str:
    if problem.field in set(Column):
        return t("{column}: {problem}", column=column.header(Column(problem.field), t), problem=said(problem, t))
    return said(problem, t)


def _row(verdict: Verdict, t: Translator) -> str:
    row = t("Row {n}", n=_count(verdict.row, t))
    about = [clipped(one, TITLE_LENGTH) for one in (verdict.title, verdict.owner.name if verdict.owner else "") if one]
    return "  ·  ".join([row, *about])


def _counts(counts: Mapping[Outcome, int], t: Translator, *, done: bool) -> str:
    counted = _done if done else _to_do
    return "\n".join(f"{ICONS[one]} {counted(one, counts[one], t)}" for one in Outcome if counts.get(one))


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


def _told(known: Import, t: Translator) -> str:
    name = _name(known)
    told = {
        State.WAITING: t("“{name}” is being read.", name=name),
        State.READY: t("“{name}” is read. Nothing is written yet.", name=name),
        State.APPLYING: t("“{name}” is being applied.", name=name),
        State.APPLIED: _applied(known, t),
        State.FAILED: t("“{name}” was not imported.", name=name),
        State.DROPPED: t("“{name}” was not applied, and is set aside.", name=name),
    }
    return told[known.state]


def _applied(known: Import, t: Translator) -> str:
    return t("“{name}” is applied.", name=_name(known))


def _name(known: Import) -> str:
    return escaped(clipped(known.name, NAME_LENGTH))


def _count(number: int, t: Translator) -> str:
    return t.figure(Decimal(number))


def _modal(
    callback_id: str,
    t: Translator,
    blocks: Sequence[Block],
    *,
    title: str,
    submit: str = "",
    id: int | None = None,  # noqa: A002 (an import's)
) -> dict[str, Any]:
    view = View(
        type="modal",
        callback_id=callback_id,
        title=plain(title),
        submit=plain(submit) if submit else None,
        close=plain(t("Cancel") if submit else t("Close")),
        private_metadata=json.dumps({"locale": t.tag, "about": id}),
        blocks=blocks,
    )
    return view.to_dict()
