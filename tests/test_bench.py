"""What `make bench` runs, with tiny numbers: that it measures what it says, not how fast anything is."""

from pathlib import Path

import pytest

from bench import answers, prompts, report
from bench.caller import Figures
from bench.prompts import Planned, Sent
from bench.report import BEGIN, END, Database
from bench.scene import Size
from tests.models.servers import Server

TINY = Size(2, 10)


async def test_planning_a_batch_takes_the_same_statements_however_large_it_is(server: Server) -> None:
    ten, hundred = [await prompts.plan_new(server, Size(1, prompts_due)) for prompts_due in (10, 99)]

    assert (ten.prompts, hundred.prompts) == (10, 99)
    assert ten.statements == hundred.statements


async def test_planning_takes_the_same_statements_whatever_the_past(server: Server) -> None:
    young, old = [await prompts.plan_new(server, Size(1, 5, past=past)) for past in (1, 20)]

    assert young.statements == old.statements


async def test_what_is_owed_is_sent_to_each_slack(servers: dict[str, Server]) -> None:
    planned, owed, sent = await prompts.send(servers["sqlite"], TINY, messages=6, rounds=1)

    assert planned.prompts == TINY.prompts
    assert owed == 2 * TINY.prompts + TINY.workspaces  # a prompt a rep, and everybody's Home
    assert [bool(one.loop) for one in sent] == [False, True, True, True]


async def test_every_listener_takes_its_submissions(servers: dict[str, Server]) -> None:
    found = await answers.answers(servers["sqlite"], submissions=4, rounds=1)

    assert list(found) == [answers.BARE, answers.INSERT, answers.CORE, answers.EMPTY, answers.TANDEM]


def test_the_tables_are_written_between_the_markers_and_say_which_aim_is_missed(tmp_path: Path) -> None:
    document = tmp_path / "performance.md"
    document.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n")
    planned = [Planned(10, 0.1, 13, 100.0), Planned(100, 0.5, 13, 100.0), Planned(1000, 5.0, 130, 100.0)]
    figures = {name: Figures(10.0, 1.0, 2.0) for name in (answers.BARE, answers.CORE, answers.EMPTY, answers.TANDEM)}
    sent = [Sent("nobody", 50.0, None, 9.0, 100.0), Sent("playground", 10.0, 40.0, 9.0, 100.0)]
    database = Database("PostgreSQL", planned, planned[0], planned[0], 2000, sent, figures)

    report.write(document, "A machine.", [database], {"procrastinate": 10.0, "PgQueuer": 1000.0})

    said = document.read_text()
    assert said.startswith("before\n")
    assert said.endswith("after\n")
    assert "old" not in said
    assert "| PostgreSQL: sending to the playground, of a bare loop | at least 0.8 | 0.25 | **no** |" in said
    assert "| PostgreSQL: messages, of procrastinate's jobs | at least 1 | 4.44 | yes |" in said


def test_a_document_without_a_place_for_the_tables_is_refused(tmp_path: Path) -> None:
    document = tmp_path / "performance.md"
    document.write_text("nothing")

    with pytest.raises(ValueError, match="no place"):
        report.write(document, "A machine.", [], {})
