"""What a list of earlier check-ins says of each, what of one is shown, and how a rep is asked about it."""

from dataclasses import replace
from typing import Any

from bot.i18n import translator
from bot.rules.checkin import Side
from bot.rules.disclosure import Reach
from bot.rules.earlier import Entry, Reading
from bot.views import disclosure, earlier, home
from tests.factories import HELD, LEA, MARC, action, checkin, rep_state, sheet, team
from tests.factories import home as a_home
from tests.reading import inputs, texts
from tests.views.showing import buttons, offered, spaced
from tests.views.showing_earlier import ANNE, ASKED, CHOSEN, LED, OWN

REP, MANAGER = Side.REP, Side.MANAGER
ENGLISH, FRENCH = translator("en-GB"), translator("fr-FR")


def rows(view: dict[str, Any]) -> list[str]:
    return [spaced(one["text"]["text"]) for one in view["blocks"] if one["type"] == "section"]


def test_each_line_says_how_it_stood_and_a_rep_reads_with_whom_it_was() -> None:
    listed = rows(earlier.modal(OWN, ENGLISH))

    assert listed[:4] == [
        "*8 October 2026 with Marc Weil*\n:unlock: Both halves are in.",
        "*8 October 2026 with Marc Weil*\n:hourglass: Marc Weil did not write.",
        "*8 October 2026 with Marc Weil*\n:hourglass: You did not write.",
        "*8 October 2026 with Marc Weil*\n:hourglass: Neither of you wrote.",
    ]
    assert listed[4].endswith("skipped by Marc Weil: Zéphyr")


def test_a_manager_reads_of_what_is_shown_with_whom_it_was_and_nothing_else_of_them() -> None:
    listed = rows(earlier.modal(LED, ENGLISH))

    assert listed[0].startswith("*8 October 2026*")
    assert listed[-1] == "*8 October 2026 with Anne Weil*\n:book: Léa Fontaine shows you what they wrote openly."


def test_only_what_somebody_wrote_in_can_be_read() -> None:
    shown = earlier.modal(OWN, ENGLISH)

    read = [block for block in shown["blocks"] if block.get("accessory")]
    assert len(read) == sum(one.checkin.begun for one in OWN.entries) == 5


def test_what_is_shown_says_who_chose_so_and_holds_no_word_of_another() -> None:
    found = sheet(REP, REP, agreed=(action(by=LEA),), checkin=checkin(REP, MANAGER, manager=ANNE))
    said = texts(earlier.reading(Reading(found, is_shown=True), ENGLISH, HELD))

    assert "Léa Fontaine chose to show you this, from a check-in with Anne Weil." in said
    assert "Gagné Orion" in said
    assert "Appeler Orion" in said
    assert "Merci Marc" not in said
    assert "Bravo Léa" not in said


def test_a_rep_is_asked_and_told_what_they_chose() -> None:
    told, blocks = disclosure.asked(ASKED, ENGLISH)
    assert told == "Anne Weil leads you now. What may Anne Weil read of your check-ins with Marc Weil?"
    assert offered(blocks) == [("Choose", "primary"), ("Earlier check-ins", None)]

    told, blocks = disclosure.asked(replace(CHOSEN, formers=CHOSEN.formers[:2]), ENGLISH)
    assert told == "Anne Weil may read this of your earlier check-ins:"
    assert "• With Marc Weil: what you wrote openly in the last three months" in texts(blocks)
    assert offered(blocks) == [("Change", None), ("Earlier check-ins", None)]

    told, _ = disclosure.asked(replace(CHOSEN, formers=CHOSEN.formers[:1]), FRENCH)
    assert told == "Anne Weil ne lit rien de vos points précédents."


def test_the_form_begins_with_nothing_and_reads_back_what_is_chosen() -> None:
    view = disclosure.form(ASKED, ENGLISH)
    [field] = inputs(view)
    element = next(one["element"] for one in view["blocks"] if one["type"] == "input")
    assert element["initial_option"]["value"] == Reach.NOTHING
    chosen = {"reach": {"selected_option": {"value": "6"}}}

    assert disclosure.read_form(view | {"state": {"values": {field: chosen}}}) == (3, {2: Reach.SIX_MONTHS})


def test_home_leads_a_rep_to_their_earlier_check_ins_and_to_the_choice() -> None:
    def named(**given: Any) -> list[str]:
        return [one["action_id"] for one in buttons(home.home(a_home(rep_state(**given)), ENGLISH))]

    assert "earlier_open" in named()
    assert "disclosure_open" not in named()
    assert "disclosure_open" in named(chooses_for=ANNE)


def test_home_leads_a_manager_to_them_and_tells_what_is_shown_only() -> None:
    def shown(**given: Any) -> dict[str, Any]:
        return home.home(a_home(None, team(rep_state(**given))), ENGLISH)

    assert f"earlier_open {LEA.slack_id}" in str(shown())
    assert "lets you read" not in texts(shown())
    assert "Léa Fontaine lets you read earlier check-ins." in texts(shown(is_shown=True))


def test_an_entry_that_is_shown_has_no_side() -> None:
    assert Entry(checkin(REP)).side_of(MARC) is MANAGER
    assert Entry(checkin(REP), is_shown=True).side_of(MARC) is None
