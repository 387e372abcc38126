"""Importing a file: the form, waiting, the preview, what came of it, and the message that leads back to it."""

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from slack_sdk.models.blocks import Block, InputBlock
from slack_sdk.models.blocks.block_elements import FileInputElement
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.columns import Kind
from bot.rules.importing import Import, NewImport, Plan, Proposed, State
from bot.rules.refusal import Problem, Reason, Rejected
from bot.views import shelf
from bot.views.blocks import actions, button, clipped, context, escaped, plain, quote, rendered, section
from bot.views.fields import LABEL_LENGTH, Fields, select
from bot.views.import_preview import counted, rows
from bot.views.refusal import said

IMPORT, APPLY, OPEN = "import_file", "import_apply", "import_open"
KIND, FILE = "kind", "file"
NAME_LENGTH = 80

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


def applied(known: Import, t: Translator) -> dict[str, Any]:
    blocks = [section(":white_check_mark: " + _applied(known, t)), section(counted(known.counts, t, done=True))]
    return _modal("import_applied", t, blocks, title=t("Import a file"))


def failed(problem: Problem, t: Translator) -> dict[str, Any]:
    blocks = [quote(t("The file cannot be imported"), said(problem, t)), context(t("Nothing was written."))]
    return _modal("import_failed", t, blocks, title=t("Import a file"))


def preview(known: Import, plan: Plan, t: Translator, *, again: bool = False) -> dict[str, Any]:
    """Show what would come of a file; `again` says that this has changed since it was shown last."""
    blocks: list[Block] = [section(f"*{_name(known)}*\n{counted(plan.counts, t, done=False)}"), *rows(plan, t)]
    if again:
        told = t("Something has changed since the last preview. This is how it stands now.")
        blocks.insert(0, section(f":warning: {told}"))
    submit = t("Apply") if plan.may_be_applied else ""
    return _modal(APPLY, t, blocks, title=t("Preview"), submit=submit, id=known.id)


def read_about(view: dict[str, Any]) -> int:
    """Return which import a preview shows, by its key."""
    return json.loads(view["private_metadata"])["about"]


def message(known: Import, t: Translator) -> Said:
    """Tell the importer where an import stands."""
    told = _told(known, t)
    blocks: list[Block] = [section(f":page_facing_up: {told}")]
    if known.counts and known.state in (State.READY, State.APPLIED):
        blocks.append(section(counted(known.counts, t, done=known.state is State.APPLIED)))
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
