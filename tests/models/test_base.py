"""The house's column types, as databases keep them."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, insert, select
from sqlalchemy.exc import StatementError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.rules.amount import LARGEST
from models.base import ExactAmount, Instant
from models.database import open_engine

KEPT = Table(
    "kept", MetaData(), Column("id", Integer, primary_key=True), Column("amount", ExactAmount), Column("at", Instant)
)
amounts = st.lists(st.decimals(1 - LARGEST, LARGEST - 1, places=4), min_size=1, max_size=40)
zones = st.timezones()
instants = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=zones)  # noqa: DTZ001 (hypothesis adds zones)
property_test = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
async def kept(empty_url: str) -> AsyncIterator[AsyncEngine]:
    engine = open_engine(empty_url)
    async with engine.begin() as connection:
        await connection.run_sync(KEPT.create)
    yield engine
    await engine.dispose()


async def store(engine: AsyncEngine, rows: list[dict[str, object]], column: str) -> tuple[list[object], list[object]]:
    """Return a column's values as they were put in, then sorted by the database; nothing stays."""
    async with engine.connect() as connection:
        await connection.execute(insert(KEPT), rows)
        stored = await connection.scalars(select(KEPT.c[column]).order_by(KEPT.c.id))
        ordered = await connection.scalars(select(KEPT.c[column]).order_by(KEPT.c[column]))
        return list(stored), list(ordered)


@given(values=amounts)
@property_test
async def test_amounts_come_back_exactly_and_sort_by_value(kept: AsyncEngine, values: list[Decimal]) -> None:
    stored, ordered = await store(kept, [{"amount": value} for value in values], "amount")

    assert stored == values
    assert ordered == sorted(values)


@given(values=st.lists(instants, min_size=1, max_size=40))
@property_test
async def test_instants_come_back_in_utc_and_sort_by_time(kept: AsyncEngine, values: list[datetime]) -> None:
    stored, ordered = await store(kept, [{"at": value} for value in values], "at")

    assert [str(value) for value in stored] == [str(value.astimezone(UTC)) for value in values]
    assert ordered == sorted(value.astimezone(UTC) for value in values)


async def test_a_naive_datetime_is_refused(kept: AsyncEngine) -> None:
    with pytest.raises(StatementError, match="an instant needs a time zone"):
        await store(kept, [{"at": datetime(2026, 10, 6, 9, 30)}], "at")  # noqa: DTZ001 (the point of the test)


async def test_instants_are_compared_as_instants_whatever_zone_they_are_written_in(kept: AsyncEngine) -> None:
    noon = datetime(2026, 10, 6, 12, tzinfo=UTC)
    async with kept.connect() as connection:
        await connection.execute(insert(KEPT), [{"at": noon}])
        same = noon.astimezone(timezone(timedelta(hours=-9)))
        before = same - timedelta(seconds=1)

        assert await connection.scalar(select(KEPT.c.at).where(KEPT.c.at <= same)) == noon
        assert await connection.scalar(select(KEPT.c.at).where(KEPT.c.at <= before)) is None


async def test_nothing_stays_nothing(kept: AsyncEngine) -> None:
    async with kept.connect() as connection:
        await connection.execute(insert(KEPT), [{"amount": None, "at": None}])

        assert (await connection.execute(select(KEPT.c.amount, KEPT.c.at))).one() == (None, None)
