"""A sentence for every refusal, in the reader's language, in its field."""

import pytest

from bot.i18n import Translator, translator
from bot.rules.amount import read_amount
from bot.rules.refusal import Problem, Reason, Rejected
from bot.views import refusal
from bot.views.refusal import errors, sentence
from tests.factories import measure
from tests.views.showing import LANGUAGES, spaced, words

DETAILS = {
    "line": "Orion",
    "written": "$",
    "expected": "EUR",
    "decimals": "2",
    "example": "40",
    "plain": "12500",
    "rep": "Léa",
    "person": "Tom",
    "manager": "Marc",
    "until": "2027-10-08",
    "day": "2026-10-08",
    "who": "Marc",
    "team": "Nord",
    "year": "2026",
    "step": "votes",
    "dots": "3",
    "on": "2026-10-06",
    "channel": "C0VENTES01",
    "name": "Zéphyr",
    "names": "Léa\nMarc",
    "why": "Orion.",
    "months": "1,7",
    "revisions": "2",
    "sum": "90",
    "author": "Léa",
    "count": "12",
    "most": "150",
    "answer": "valid",
    "outcome": "talked",
    "row": "7",
    "rows": "3,7",
    "columns": "title,unit",
    "column": "title",
    "phase": "confirmed",
    "at": "2026-10-08T07:00:00+00:00",
    "zone": "Europe/Paris",
}
FR, EN, US = translator("fr-FR"), translator("en-GB"), translator("en-US")
ENGLISH = words("the your you is are and of with not until what both half be please this")


def test_every_reason_has_its_sentence() -> None:
    assert refusal.SENTENCES.keys() == set(Reason)


@pytest.mark.parametrize("reason", Reason)
def test_a_reason_is_one_whole_sentence_in_the_readers_language(reason: Reason) -> None:
    refused = Rejected.because(reason, **DETAILS)
    for said in (sentence(refused, translator(tag)) for tag in LANGUAGES):
        assert said[-1] == "."
        assert len(said.split()) >= 3
        assert not set("{}") & set(said)
    assert sentence(refused, FR) != sentence(refused, EN)
    assert not words(sentence(refused, FR)) & ENGLISH


@pytest.mark.parametrize(
    ("t", "target", "example"),
    [(FR, "12500.5", "12 500,5"), (FR, "480000.00", "480 000"), (EN, "12500.5", "12,500.5"), (US, "40", "40")],
)
def test_the_example_is_the_target_as_the_reader_would_write_it(t: Translator, target: str, example: str) -> None:
    said = sentence(Rejected.because(Reason.NOT_A_NUMBER, example=target), t)
    assert spaced(said).removesuffix(".").endswith(f" {example}")


@pytest.mark.parametrize(
    ("t", "written", "said"),
    [
        (FR, "12.500", "« 12.500 » peut se lire de deux façons. Pour des milliers, écrivez 12500."),
        (FR, "12,500", "« 12,500 » peut se lire de deux façons. Pour des milliers, écrivez 12500."),
        (EN, "12.500", "“12.500” can be read in two ways. For thousands, write 12500."),
    ],
)
def test_a_figure_that_reads_two_ways_is_answered_with_one_that_does_not(
    t: Translator, written: str, said: str
) -> None:
    with pytest.raises(Rejected) as refusal:
        read_amount(written, measure(), t.numbers)
    assert spaced(sentence(refusal.value, t)) == said
    assert read_amount("12500", measure(), t.numbers) == 12_500


@pytest.mark.parametrize(
    ("decimals", "said"), [("1", "At most 1 decimal, please."), ("2", "At most 2 decimals, please.")]
)
def test_the_number_of_decimals_agrees(decimals: str, said: str) -> None:
    assert sentence(Rejected.because(Reason.TOO_PRECISE, decimals=decimals), EN) == said


def test_braces_that_somebody_wrote_are_only_text() -> None:
    said = sentence(Rejected.because(Reason.NOT_AN_AMOUNT_OF_MONEY, written="{x}{0}"), EN)
    assert "“{x}{0}”" in said


def test_each_problem_stands_in_its_field_and_one_without_a_field_where_it_can() -> None:
    refused = Rejected(Problem(Reason.NOT_WHOLE, "value_12"), Problem(Reason.TIME_PAST))
    assert errors(refused, EN, otherwise="win") == {
        "value_12": "Please write a whole number.",
        "win": "This moment has passed: please choose a later one.",
    }


def test_several_problems_are_said_one_after_the_other() -> None:
    refused = Rejected(Problem(Reason.NOT_WHOLE, "a"), Problem(Reason.NEGATIVE, "b"))
    assert sentence(refused, EN) == "Please write a whole number. This value cannot be below zero."


def test_a_skipped_check_in_is_refused_with_who_and_why_without_markup() -> None:
    said = sentence(Rejected.because(Reason.SKIPPED, name="Tom", why="<!channel> fair"), EN)
    assert said == "Tom skipped this check-in: &lt;!channel&gt; fair"


def test_what_people_wrote_is_no_markup_in_a_sentence_and_as_they_wrote_it_in_a_field() -> None:
    twice = Rejected(Problem(Reason.SEGMENT_TWICE, "segments", {"name": "<!channel> R&D"}))
    first = Rejected.because(Reason.ANSWER_FIRST, name="<!channel> R&D")

    for refused in (twice, first):
        assert "&lt;!channel&gt; R&amp;D" in sentence(refused, EN)
        assert "<!channel> R&D" in errors(refused, EN, otherwise="title").popitem()[1]
