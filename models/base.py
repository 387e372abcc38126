"""What every table shares: names for constraints, and the house's column types."""

from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import BigInteger, ColumnElement, DateTime, Enum, ForeignKey, Integer, MetaData, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.asyncio import AsyncAttrs
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

AMOUNT_DECIMALS = 4


class Instant(TypeDecorator[datetime]):
    """An aware instant, stored in UTC. A naive datetime is refused with ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (SQLAlchemy's signature)
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant needs a time zone: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class ExactAmount(TypeDecorator[Decimal]):
    """A decimal with four places, stored as a whole number: exact and sortable on every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        return None if value is None else int(value.scaleb(AMOUNT_DECIMALS).to_integral_value())

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        return None if value is None else Decimal(value).scaleb(-AMOUNT_DECIMALS).normalize()


def _values(kind: type[StrEnum]) -> list[str]:
    """Store what an enumeration means, not how Python names it."""
    return [member.value for member in kind]


whole_number = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows only in a plain INTEGER key

Key = Annotated[int, mapped_column(primary_key=True)]
WorkspaceKey = Annotated[str, mapped_column(String(20), ForeignKey("workspaces.id", ondelete="CASCADE"), index=True)]
WorkspaceId = Annotated[
    str, mapped_column(String(20), ForeignKey("workspaces.id", ondelete="CASCADE"))
]  # indexed already
SlackId = Annotated[str, mapped_column(String(20))]
Prose = Annotated[str, mapped_column(Text)]


class Base(AsyncAttrs, DeclarativeBase):
    """Every table but `workspaces` carries the workspace it belongs to: many share one database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 (SQLAlchemy reads it so)
        int: whole_number,
        datetime: Instant,
        Decimal: ExactAmount,
        StrEnum: Enum(StrEnum, native_enum=False, length=20, values_callable=_values),
    }


class Ending:
    """What ends and keeps its rows: what was written under it stays readable."""

    ended_at: Mapped[datetime | None]

    @hybrid_property
    def is_running(self) -> bool:
        return self.ended_at is None

    @is_running.inplace.expression
    @classmethod
    def _is_running(cls) -> ColumnElement[bool]:
        return cls.ended_at.is_(None)
