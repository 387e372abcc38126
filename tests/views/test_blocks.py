"""The small pieces keep within what Slack takes, and show words as they were written."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.i18n import translator
from bot.views import blocks
from bot.views.fields import Fields, select, text_field
from tests.views.showing import accepted


@pytest.mark.parametrize(
    ("text", "length", "expected"),
    [("", 5, ""), ("abcde", 5, "abcde"), ("abcdef", 5, "abcd…"), ("abc def", 5, "abc…")],
)
def test_a_long_text_ends_in_an_ellipsis(text: str, length: int, expected: str) -> None:
    assert blocks.clipped(text, length) == expected


def test_words_that_hold_together_stay_so_in_one_line() -> None:
    assert (
        blocks.one_line("  Qui reprend\n\nle suivi\u00a0?\t10\u202f000 € ")
        == "Qui reprend le suivi\u00a0? 10\u202f000 €"
    )


@settings(deadline=None)
@given(st.text(max_size=60), st.integers(1, 50))
def test_a_clipped_text_is_never_longer(text: str, length: int) -> None:
    assert len(blocks.clipped(text, length)) <= length


@settings(deadline=None)
@given(st.text("<>&!@#|abc", max_size=40))
def test_an_escaped_text_holds_no_markup_and_can_be_read_back(text: str) -> None:
    safe = blocks.escaped(text)
    assert not set("<>") & set(safe)
    assert safe.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text


@pytest.mark.parametrize("length", [1, 24, 75, 150, 3000, 5000])
def test_pieces_of_any_length_are_taken(length: int) -> None:
    text, t = "é" * length, translator("fr-FR")
    pieces = [
        blocks.header(text),
        blocks.section(text, button=blocks.button(text, "press", 1)),
        blocks.context(text),
        blocks.quote(text, text),
        blocks.actions([blocks.button(text, "press", 1, style="primary")]),
    ]
    accepted(("text", blocks.rendered(pieces)))
    accepted(blocks.notice(text, t))


@settings(deadline=None)
@given(st.text("&<ab", min_size=2900, max_size=3100).map(blocks.escaped))
def test_a_cut_leaves_no_half_of_an_escaped_character(text: str) -> None:
    shown = blocks.section(text).to_dict()["text"]["text"].removesuffix("…")
    assert text.startswith(shown)
    assert not set("&;") & set(re.sub("&(amp|lt);", "", shown))


def test_a_quote_carries_the_words_untouched() -> None:
    label, quoted = blocks.quote("A <win>", "<!channel> *a* &amp;").to_dict()["elements"]
    assert quoted["type"] == "rich_text_quote"
    assert [one["text"] for one in quoted["elements"]] == ["<!channel> *a* &amp;"]
    assert label["type"] == "rich_text_section"
    assert label["elements"] == [{"type": "text", "text": "A <win>", "style": {"bold": True}}]


def test_a_menu_begins_at_its_initial_choice_and_only_then() -> None:
    choices = {"1": "Yes", "0": "No"}
    assert select("value", choices, initial="0").to_dict()["initial_option"]["value"] == "0"
    assert "initial_option" not in select("value", choices).to_dict()


def test_a_text_field_may_be_left_empty_unless_it_says_otherwise() -> None:
    assert text_field("win", "A win", "What went well").to_dict()["optional"] is True
    assert not text_field("win", "A win", "What went well", optional=False).to_dict().get("optional")


@pytest.mark.parametrize(("sent", "read"), [(None, ""), ("", ""), ("  \n", ""), (" Orion \n", "Orion")])
def test_a_field_is_read_without_the_space_around_it(sent: str | None, read: str) -> None:
    form = {"state": {"values": {"win": {"text": {"type": "plain_text_input", "value": sent}}}}}
    assert Fields(form).text("win") == read
