"""What is shown of objectives that are proposed, signed, and changed by what both confirm."""

from dataclasses import replace
from typing import Any

from bot.i18n import Translator
from bot.rules.charter import Charter
from bot.rules.objective import Shared
from bot.rules.signing import Deed, Done, Revision, Signatures
from bot.views import background, shelf, signing
from tests.factories import EVERY_CHANGE, LEA, MARC, OPEN, OPENS, objective, shared
from tests.factories import shelf as a_shelf

BY_MARC = Signatures(manager_at=OPENS)
BY_LEA = Signatures(rep_at=OPENS)
CLOSED = Signatures(OPENS, None, OPEN)
REVISION = Revision(5, MARC, OPENS, "Orion")
PROPOSED = shared(signatures=BY_MARC, latest=None, why="Parce que")
SUGGESTED = shared(revision=REVISION)
DEEDS = [Done(deed, "Marc Weil", OPENS, "Orion" if deed is Deed.ASKED else "") for deed in Deed]


def _listed(found: Shared, t: Translator) -> object:
    return shelf.answer([a_shelf(found.objective)], found.reader, t, OPEN)


EVERY = {
    "proposal to sign": lambda t: background.written(PROPOSED, t, OPEN),
    "proposal to sign, of the rep": lambda t: background.written(shared(MARC, signatures=BY_LEA), t, OPEN),
    "proposals in a list": lambda t: shelf.answer(
        [a_shelf(*[objective(signatures=one) for one in (BY_MARC, BY_LEA, CLOSED)])], LEA, t, OPEN
    ),
    "proposals in a list, for the manager": lambda t: shelf.answer(
        [a_shelf(*[objective(signatures=one) for one in (BY_MARC, BY_LEA, CLOSED)])], MARC, t, OPEN
    ),
    "signing": lambda t: signing.sign_form(PROPOSED, t, OPEN),
    "asking for a change": lambda t: signing.ask_form(PROPOSED, t),
    "withdrawing": lambda t: signing.withdraw_form(shared(MARC, signatures=BY_MARC), t),
    "signed": lambda t: signing.signed(shared(MARC), t, OPEN),
    "change asked for": lambda t: signing.asked(shared(MARC, signatures=BY_MARC), "Orion", t, OPEN),
    "withdrawn": lambda t: signing.withdrawn(shared(signatures=CLOSED), t),
    "change suggested": lambda t: signing.suggested(SUGGESTED, REVISION, EVERY_CHANGE, t),
    "change suggested, answered": lambda t: signing.suggested(shared(), REVISION, EVERY_CHANGE, t),
    "change to confirm": lambda t: signing.answer_form(SUGGESTED, REVISION, EVERY_CHANGE, t),
    "change in a list": lambda t: _listed(SUGGESTED, t),
    "declining": lambda t: signing.decline_form(SUGGESTED, REVISION, t),
    "change confirmed": lambda t: signing.answered(
        shared(MARC), Done(Deed.CONFIRMED, "Léa Fontaine", OPEN, ""), t, OPEN
    ),
    "change declined": lambda t: signing.answered(
        shared(MARC), Done(Deed.DECLINED, "Léa Fontaine", OPEN, "Orion"), t, OPEN
    ),
    "history of signatures": lambda t: background.history(shared(charter=Charter()), DEEDS, t, OPEN),
}


def hostile(found: Shared, words: str) -> dict[str, Any]:
    """Return the same with whatever people may write."""
    by = found.manager or MARC
    revision = Revision(10**9, by, OPENS, words)
    proposed = replace(found, objective=replace(found.objective, signatures=BY_MARC))
    deeds = [Done(deed, by.name, OPENS, words) for deed in Deed] * 9
    return {
        "signing": lambda t: signing.sign_form(proposed, t, OPEN),
        "asking for a change": lambda t: signing.ask_form(proposed, t),
        "withdrawing": lambda t: signing.withdraw_form(proposed, t),
        "signed": lambda t: signing.signed(found, t, OPEN),
        "change asked for": lambda t: signing.asked(proposed, words, t, OPEN),
        "withdrawn": lambda t: signing.withdrawn(found, t),
        "change suggested": lambda t: signing.suggested(found, revision, EVERY_CHANGE * 9, t),
        "change to confirm": lambda t: signing.answer_form(found, revision, EVERY_CHANGE * 9, t),
        "declining": lambda t: signing.decline_form(found, revision, t),
        "change declined": lambda t: signing.answered(found, Done(Deed.DECLINED, by.name, OPEN, words), t, OPEN),
        "history of signatures": lambda t: background.history(found, deeds, t, OPEN),
    }
