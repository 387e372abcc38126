"""What was typed in a form comes back into its fields, whatever they are."""

from typing import Any

import pytest

from bot.i18n import translator
from bot.rules.checkin import Side
from bot.rules.draft import Step
from bot.rules.form import Begun
from bot.views import draft, half
from bot.views.typed import texts, with_typed
from tests.factories import MARC, OPEN, OPENS, action, draft_sheet, objective, sheet
from tests.views.filling import blocks, filled
from tests.views.showing import lines
from tests.views.showing_draft import SPONSOR, WHOLE

EN = translator("en-GB")
WRITTEN = {"win": "Gagné Orion", "obstacle": "", "confidence_11": "low", "value_11": "", "action_due": "2026-12-24"}
FORMS: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "half": (half.form(sheet(objectives=(objective(),), pending=(action(), action(2))), EN, OPEN), WRITTEN),
    "half of the manager": (half.form(sheet(Side.MANAGER), EN, OPEN), {"feedback": "Bravo\nLéa"}),
    "measure": (draft.form(draft_sheet(), EN, Step.MEASURE), {"unit": "USD", "target": "12", "ends_on": "2026-12-24"}),
    "margin": (
        draft.form(draft_sheet(MARC, WHOLE, sponsor=SPONSOR), EN, Step.MARGIN),
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
    form = draft.form(draft_sheet(), EN, Step.MEASURE)
    assert blocks(with_typed(form, {"unit": "XXX"}))["unit"] == blocks(form)["unit"]


def test_a_half_that_was_begun_says_so() -> None:
    said = ":memo: As you left it: nothing is sent yet."
    assert said in lines(half.form(sheet(), EN, OPEN, Begun(OPENS, {"win": "Orion"})))
    assert said not in lines(half.form(sheet(), EN, OPEN, Begun(OPEN)))
