"""What a rep lets the manager who follows read of earlier check-ins: asked, chosen, and told to that manager."""

import json
from collections.abc import Iterator
from typing import Any

from slack_sdk.models.blocks import Block, InputBlock
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.disclosure import Choice, Former, Reach, Shown
from bot.rules.person import Person
from bot.views import earlier as earliers
from bot.views.blocks import actions, button, context, escaped, plain, rendered, section
from bot.views.checkin import Said
from bot.views.fields import Fields, labelled, select

FORM, REACH = "disclosure_form", "disclosure_reach"
MOST_LINES = 10


def home_line(rep: Person, t: Translator) -> str:
    """Tell a manager on Home that there is something to read: the menu beside it leads there."""
    return ":book: " + t("{rep} lets you read earlier check-ins.", rep=escaped(rep.name))


def asked(choice: Choice, t: Translator) -> Said:
    """Ask a rep what their new manager may read; once they have chosen, say what."""
    new = escaped(choice.manager.name)
    if not choice.is_chosen:
        old = t.listed(list(dict.fromkeys(escaped(one.manager.name) for one in choice.formers[:MOST_LINES])))
        told = t("{new} leads you now. What may {new} read of your check-ins with {old}?", new=new, old=old)
        hint = t("Nothing, until you choose. What you choose, you can change or take back at any time.")
        return told, rendered([section(f":book: *{told}*\n{hint}"), *_below(choice, t("Choose"), t)])
    told = (
        t("{new} may read this of your earlier check-ins:", new=new)
        if choice.shown
        else t("{new} reads nothing of your earlier check-ins.", new=new)
    )
    lines = [f"• {_line(one, t)}" for one in choice.formers[:MOST_LINES]] if choice.shown else []
    return told, rendered([section("\n".join([f":book: *{told}*", *lines])), *_below(choice, t("Change"), t)])


def told(shown: Shown, t: Translator) -> Said:
    """Tell a manager that there is something to read of a rep, or that there is not any more."""
    rep = escaped(shown.rep.name)
    if not shown.is_any:
        said = t("The earlier check-ins of {rep} are not open to you any more.", rep=rep)
        return said, rendered([section(f":book: {said}")])
    said = t("{rep} lets you read earlier check-ins.", rep=rep)
    alone = t("You see what {rep} wrote openly, and nobody else’s words.", rep=rep)
    read = actions([earliers.open_button(shown.rep, t)])
    return said, rendered([section(f":book: *{said}*\n{alone}"), read])


def form(choice: Choice, t: Translator) -> dict[str, Any]:
    """Ask a rep what their manager may read, of each manager before."""
    new = escaped(choice.manager.name)
    blocks: list[Block] = [section("*" + t("What may {new} read of your earlier check-ins?", new=new) + "*")]
    blocks += [_field(one, t) for one in choice.formers]
    what = t("Openly: your values and confidence, your open answers, and the actions you wrote down.")
    never = t("Never what the other one wrote, nothing that was sealed, and no note.")
    blocks.append(context(f"{what} {never}"))
    whom = t("Nobody but {new} is told, and only where there is something to read.", new=new)
    blocks.append(context(f":lock: {whom}"))
    return View(
        type="modal",
        callback_id=FORM,
        title=plain(t("Earlier check-ins")),
        submit=plain(t("Save")),
        close=plain(t("Cancel")),
        private_metadata=json.dumps({"locale": t.tag, "pair": choice.pair}),
        blocks=blocks,
    ).to_dict()


def read_form(view: dict[str, Any]) -> tuple[int, dict[int, Reach]]:
    """Return for which pair (its key) what was chosen, by former pair."""
    fields = Fields(view)
    names = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    chosen = {int(name.removeprefix(f"{REACH}_")): Reach(fields.choice(name)) for name in names}
    return json.loads(view["private_metadata"])["pair"], chosen


def _field(former: Former, t: Translator) -> InputBlock:
    label = t("With {old}, until {day}", old=former.manager.name, day=t.full_day(former.ended_on))
    choices = {reach.value: words for reach, words in _reaches(t).items()}
    return labelled(f"{REACH}_{former.pair}", label, select("reach", choices, initial=former.reach))


def _reaches(t: Translator) -> dict[Reach, str]:
    return {
        Reach.NOTHING: t("Nothing at all"),
        Reach.THREE_MONTHS: t("What you wrote openly in the last three months"),
        Reach.SIX_MONTHS: t("What you wrote openly in the last six months"),
        Reach.A_YEAR: t("What you wrote openly in the last year"),
        Reach.ALL: t("All that you wrote openly"),
    }


def _line(former: Former, t: Translator) -> str:
    return t("With {old}: {what}", old=escaped(former.manager.name), what=_in_line(former.reach, t))


def _in_line(reach: Reach, t: Translator) -> str:
    words = _reaches(t)[reach]
    return words[0].lower() + words[1:]


def _below(choice: Choice, label: str, t: Translator) -> Iterator[Block]:
    style = None if choice.is_chosen else "primary"
    yield actions([button(label, earliers.CHOOSE, choice.pair, style=style), earliers.open_button(choice.rep, t)])
