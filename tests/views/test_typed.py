"""What was typed in a form comes back into its fields, whatever they are."""

from typing import Any

import pytest

from bot.i18n import translator
from bot.rules.draft import Step as DraftStep
from bot.rules.form import Begun
from bot.rules.question import Side, Step
from bot.views import draft, half
from bot.views.typed import texts, with_typed
from tests.factories import MARC, OPEN, OPENS, action, draft_sheet, sheet
from tests.views.filling import blocks, filled
from tests.views.showing import lines
from tests.views.showing_draft import SPONSOR, WHOLE

EN = translator("en-GB")


def a_step(step: Step) -> dict[str, Any]:
    """Return a step of a rep's half."""
    return half.form(sheet(pending=(action(), action(2))), EN, OPEN, Begun(OPEN), step)


FORMS: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "values": (a_step(Step.OBJECTIVES), {"confidence_11": "low", "value_11": ""}),
    "period": (a_step(Step.PERIOD), {"win": "Gagné Orion", "obstacle": "", "energy": "11", "energy_detail": "team"}),
    "exchange": (a_step(Step.EXCHANGE), {"points": "Un\nDeux", "action_due": "2026-12-24", "actions_done": "2"}),
    "half of the manager": (half.form(sheet(Side.MANAGER), EN, OPEN, Begun(OPEN)), {"feedback": "Bravo\nLéa"}),
    "measure": (
        draft.form(draft_sheet(), EN, DraftStep.MEASURE),
        {"unit": "USD", "target": "12", "ends_on": "2026-12-24"},
    ),
    "margin": (
        draft.form(draft_sheet(MARC, WHOLE, sponsor=SPONSOR), EN, DraftStep.MARGIN),
        {"causes": "other", "windows": ""},
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_shown_again_as_it_was_left(name: str) -> None:
    form, given = FORMS[name]
    left = texts(filled(form, **given))
    assert left == texts(filled(form)) | given
    assert texts(filled(with_typed(form, left))) == left


def test_a_choice_that_is_offered_no_more_is_left_as_it_was() -> None:
    form = draft.form(draft_sheet(), EN, DraftStep.MEASURE)
    assert blocks(with_typed(form, {"unit": "XXX"}))["unit"] == blocks(form)["unit"]


def test_a_half_that_was_begun_says_so() -> None:
    said = ":memo: As you left it: nothing is sent yet."
    assert said in lines(half.form(sheet(), EN, OPEN, Begun(OPENS, {"win": "Orion"})))
    assert said not in lines(half.form(sheet(), EN, OPEN, Begun(OPEN)))
