"""The statements of one submission, recorded, and run again for another as SQLAlchemy Core, without a session."""

import json
import re
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from sqlalchemy import ClauseElement, Engine, event
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql import visitors

HALVES = "halves"
Parameters = list[dict[str, Any]]


@dataclass(frozen=True)
class Step:
    """A statement and its parameters; a list of several, or of one or none."""

    statement: Any
    parameters: Parameters


@dataclass
class Recorded:
    """What `example` caused."""

    steps: list[Step] = field(default_factory=list[Step])
    example: dict[str, Any] = field(default_factory=dict[str, Any])

    def of(self, payload: dict[str, Any]) -> Sequence[Step]:
        """Return the steps that another payload causes: with its check-in and its rep for the example's."""
        swap = Swap(dict(zip(_keys(self.example), _keys(payload), strict=True)))
        return [Step(swap.statement(step.statement), [swap.row(row) for row in step.parameters]) for step in self.steps]

    @staticmethod
    async def replay(connection: AsyncConnection, steps: Sequence[Step]) -> None:
        """Run them and read every row; the answers go to the half that was just made."""
        half = None
        for step in steps:
            for row in step.parameters:
                if "half_id" in row:
                    row["half_id"] = half
            many = step.parameters if len(step.parameters) > 1 else next(iter(step.parameters), None)
            result = await connection.execute(step.statement, many)
            rows = result.all() if result.returns_rows else []
            if getattr(step.statement, "table", None) is not None and step.statement.table.name == HALVES:
                half = rows[0][0] if rows else next(iter(result.inserted_primary_key or ()))


@dataclass(frozen=True)
class Swap:
    """Puts other keys and ids in the place of those recorded, also within texts; each message gets an id of its own."""

    of: dict[Any, Any]

    def statement(self, statement: ClauseElement) -> Any:
        return visitors.cloned_traverse(statement, {}, {"bindparam": self._bind})

    def row(self, row: dict[str, Any]) -> dict[str, Any]:
        return {name: uuid4().hex if name == "uid" else self.value(value) for name, value in row.items()}

    def value(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return [self.value(one) for one in value]
        if isinstance(value, str) and value not in self.of:
            return re.sub(r"\b\d+\b", lambda found: str(self.value(int(found[0]))), value)
        return self.of.get(value, value) if isinstance(value, int | str) else value

    def _bind(self, bind: Any) -> None:
        bind.value = self.value(bind.value)


@contextmanager
def recording() -> Generator[Recorded]:
    """Record every statement of this process while entered."""
    recorded = Recorded()

    def see(_connection: Any, statement: Any, many: Any, one: Any, _options: Any) -> None:
        recorded.steps.append(Step(statement, list(many) or ([one] if one else [])))

    event.listen(Engine, "before_execute", see)
    try:
        yield recorded
    finally:
        event.remove(Engine, "before_execute", see)


def _keys(payload: dict[str, Any]) -> tuple[int, int, str]:
    """Return what a payload speaks of: an objective, which the caller has noted beside the view, a check-in, a rep."""
    told = json.loads(payload["view"]["private_metadata"])
    return payload["view"]["objective"], told["checkin"], payload["user"]["id"]
