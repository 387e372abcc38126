"""Back-off: twice as long each time, up to a limit, and never for all at one instant."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.outbox.backoff import LONGEST, backoff

ATTEMPTS, CHANCES = st.integers(1, 10**6), st.floats(0, 1)


def test_without_chance_it_doubles_up_to_the_longest() -> None:
    assert [backoff(attempts, 0).total_seconds() for attempts in range(1, 12)] == [
        *(2, 4, 8, 16, 32, 64, 128, 256, 512),
        *(600, 600),
    ]


@given(ATTEMPTS, CHANCES)
def test_chance_takes_up_to_half_of_it_away(attempts: int, chance: float) -> None:
    assert backoff(attempts, 0) / 2 <= backoff(attempts, chance) <= backoff(attempts, 0) <= LONGEST


@given(ATTEMPTS, st.lists(CHANCES, min_size=2, max_size=2, unique=True))
def test_more_chance_is_less_wait(attempts: int, chances: list[float]) -> None:
    little, much = sorted(chances)
    assert backoff(attempts, little) >= backoff(attempts, much)


@given(ATTEMPTS)
def test_it_is_never_shorter_than_after_one_attempt_less(attempts: int) -> None:
    assert backoff(attempts + 1, 0) >= backoff(attempts, 0) >= timedelta(seconds=2)
