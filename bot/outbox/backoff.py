"""How long a delivery waits before it is tried again."""

from datetime import timedelta

LONGEST = timedelta(minutes=10)


def backoff(attempts: int, chance: float) -> timedelta:
    """Return the wait after so many attempts: twice the one before, up to `LONGEST`.

    `chance`, from 0 to 1, takes up to half of it away: what failed together does not come back together.
    """
    whole = min(timedelta(seconds=2 ** min(attempts, 20)), LONGEST)
    return whole * (1 - chance / 2)
