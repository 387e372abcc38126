"""The questions of a half: the set for sales is whole in both languages, and what is asked follows from it."""

from string import Formatter

import pytest

from bot.i18n import LANGUAGES
from bot.rules.question import SALES, Answer, Kind, Side, Step, read

NAMES = {"rep", "manager"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_has_its_words_in_each_language(language: str) -> None:
    for one in SALES.all:
        words = one.wordings[language]
        assert words.read
        assert one.retired or words.ask
        assert one.retired or words.example or one.kind is Kind.ENERGY


def test_the_wordings_of_a_question_name_the_same_people() -> None:
    for one in SALES.all:
        named = [{name for _, name, _, _ in Formatter().parse(words.ask) if name} for words in one.wordings.values()]
        assert all(names == named[0] <= NAMES for names in named)


@pytest.mark.parametrize("side", Side)
def test_a_key_stands_for_one_question_of_a_side(side: Side) -> None:
    keys = [one.key for one in SALES.of(side)]
    assert len(keys) == len(set(keys))


def test_only_the_managers_feedback_is_required() -> None:
    assert [(one.side, one.key) for one in SALES.all if one.required] == [(Side.MANAGER, "feedback")]


def test_what_is_no_longer_asked_is_still_read() -> None:
    assert "feedback" not in [one.key for one in SALES.asked(Side.REP, {})]
    assert SALES.is_sealed(Side.REP, "feedback")


def test_an_answer_is_asked_for_where_there_is_something_to_answer() -> None:
    assert [one.key for one in SALES.asked(Side.MANAGER, {})] == ["feedback"]
    assert [one.key for one in SALES.asked(Side.MANAGER, {"means": Answer("Du temps")})] == ["feedback", "answer"]


def test_no_question_is_asked_in_the_step_that_shows_all() -> None:
    assert {one.step for one in SALES.all} == {Step.PERIOD, Step.EXCHANGE}


def test_a_team_could_have_questions_of_its_own_and_a_reader_without_their_language_reads_english() -> None:
    own = read('[[question]]\nkey = "mood"\nside = "rep"\nstep = "period"\n[question.en]\nask = "Mood?"\nread = "Mood"')
    [mood] = own.asked(Side.REP, {})
    assert (mood.step, mood.kind, mood.sealed, mood.wording("fr").ask) == (Step.PERIOD, Kind.WORDS, False, "Mood?")


def test_a_question_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="guess"):
        read('[[question]]\nkey = "mood"\nside = "rep"\nkind = "guess"\n[question.en]\nread = "Mood"')
