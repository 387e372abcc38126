"""`tandem outbox`: what was given up and what is late, as a table, and sending it after all."""

from collections.abc import Collection
from datetime import UTC, datetime

from rich.console import Console
from rich.table import Table

from bot.config import read_database_settings
from bot.outbox import letters
from bot.outbox.letters import Letter
from models.database import beside

COLUMNS = ("id", "workspace", "kind", "to", "since (UTC)", "tries", "why")
SHOWN = 100  # of each kind: more help nobody


async def show() -> None:
    """Print what is stuck."""
    async with beside(read_database_settings().database) as sessions, sessions() as session:
        found = await letters.stuck(session, at=datetime.now(UTC), limit=SHOWN)
    console = Console()
    for title, is_given_up in (("Given up", True), ("Late", False)):
        if those := [one for one in found if one.given_up is is_given_up]:
            console.print(_table(title, those))
    if not found:
        console.print("Nothing was given up, and nothing is late.")


async def retry(ids: Collection[int] | None) -> None:
    """Put back what was given up, the ones named or all, and print which."""
    async with beside(read_database_settings().database) as sessions, sessions.begin() as session:
        found = await letters.put_back(session, ids, at=datetime.now(UTC))
    console = Console()
    console.print(f"Put back: {', '.join(map(str, found))}." if found else "Nothing to put back.")
    if unknown := sorted(set(ids or ()) - set(found)):
        console.print(f"Not given up, or not there: {', '.join(map(str, unknown))}.")


def _table(title: str, found: Collection[Letter]) -> Table:
    table = Table(*COLUMNS, title=title, title_justify="left")
    for one in found:
        since = f"{one.since:%Y-%m-%d %H:%M}"
        table.add_row(str(one.id), one.workspace, one.kind, one.to, since, str(one.tries), one.why)
    return table
