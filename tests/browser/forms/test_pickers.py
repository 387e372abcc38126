"""Dates and times in a browser: a calendar by mouse and keyboard, times as people type them, both languages."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.async_api import Page, expect
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Playground
from tests.browser.picking import Picking, date_button, expect_time, pick_day, press, time_box, type_time
from tests.playground.blocks import plain, text_input
from tests.playground.conftest import StartApp

DAY = {"type": "datepicker"}
HOUR = {"type": "timepicker"}
MOMENT = {"type": "datetimepicker"}
ASKS = {"confirm": {"title": plain("Sure?"), "text": plain("Really?"), "confirm": plain("Yes"), "deny": plain("No")}}
WALLS = (
    ("Europe/Paris", "2026-03-29 02:30", "2026-03-29T01:00"),
    ("Europe/Paris", "2026-10-25 02:30", "2026-10-25T00:30"),
    ("Europe/Paris", "2026-10-25 03:00", "2026-10-25T02:00"),
    ("Europe/London", "2026-03-29 01:59", "2026-03-29T01:00"),
    ("America/New_York", "2026-03-08 02:30", "2026-03-08T07:00"),
    ("America/New_York", "2026-03-08 03:00", "2026-03-08T07:00"),
    ("America/New_York", "2026-11-01 01:30", "2026-11-01T05:30"),
    ("Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-03T15:30"),
    ("Pacific/Apia", "2011-12-30 12:00", "2011-12-30T10:00"),
    ("Asia/Kathmandu", "2026-03-29 02:30", "2026-03-28T20:45"),
)
MOMENTS = """async (asked) => {
  const { momentOf } = await import("/page/time.js");
  return asked.map(([zone, ...wall]) => {
    const [year, month, day, hour, minute] = wall.map(Number);
    return momentOf({ year, month, day, hour, minute }, zone).toISOString();
  });
}"""
BAD_TIME = "Please enter a time, such as 9:30 AM."


@pytest.fixture(scope="module")
async def sent(app: AsyncApp, start: StartApp) -> list[Any]:
    """Run an app that hears what was submitted in a form, and each choice made in a message."""
    sent: list[Any] = []

    @app.view("form")
    async def form(ack: Any, view: Any) -> None:
        sent.append(view["state"]["values"]["field"]["entered"])
        await ack()

    @app.action("entered")
    async def chosen(ack: Any, action: Any) -> None:
        sent.append(action)
        await ack()

    await start(app)
    return sent


@pytest.fixture
def picking(playground: Playground, client: AsyncWebClient, desk: Page, sent: list[Any]) -> Picking:
    sent.clear()
    return Picking(playground, client, desk, sent)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ([], "2026-03-02"),
        (["ArrowRight", "ArrowDown"], "2026-03-10"),
        (["ArrowLeft", "ArrowUp"], "2026-02-22"),
        (["Home"], "2026-03-01"),
        (["End"], "2026-03-07"),
        (["PageDown"], "2026-04-02"),
        (["PageUp"], "2026-02-02"),
        (["Shift+PageDown"], "2027-03-02"),
        (["Shift+PageUp"], "2025-03-02"),
        (["PageDown", "ArrowLeft", "ArrowLeft", "PageUp"], "2026-02-28"),
    ],
)
async def test_a_date_is_picked_by_keyboard_alone(picking: Picking, keys: list[str], expected: str) -> None:
    field = await picking.open(DAY)
    await expect(date_button(field)).to_be_focused()
    await press(picking.page, "Enter", *keys, "Enter")
    await expect(date_button(field)).to_be_focused()
    await expect(field.get_by_role("dialog")).to_be_hidden()
    await picking.submit("Control+Enter")
    assert picking.sent == [{"type": "datepicker", "selected_date": expected}]


async def test_escape_leaves_the_calendar_and_not_the_form(picking: Picking) -> None:
    field = await picking.open({**DAY, "initial_date": "2026-03-09"})
    await press(picking.page, "ArrowDown", "ArrowRight")
    await expect(field.get_by_role("gridcell", name="Tuesday, March 10, 2026")).to_be_focused()
    await press(picking.page, "Escape")
    await expect(field.get_by_role("dialog")).to_be_hidden()
    await expect(date_button(field)).to_be_focused()
    await expect(date_button(field)).to_have_text("Mar 9, 2026")


async def test_what_is_pressed_in_the_calendar_does_not_send_the_form(picking: Picking) -> None:
    await picking.open(DAY)
    await press(picking.page, "Enter", "Control+Enter")
    await press(picking.page, "Enter", "ArrowRight", "Enter")
    await picking.submit("Control+Enter")
    assert picking.sent == [{"type": "datepicker", "selected_date": "2026-03-03"}]


async def test_tab_stays_in_the_calendar_and_its_buttons_turn_the_pages(picking: Picking) -> None:
    field = await picking.open(DAY)
    await press(picking.page, "Enter", "Tab")
    await expect(field.get_by_role("button", name="Previous year")).to_be_focused()
    await press(picking.page, "Enter", "Tab", "Tab", "Enter", "Tab", "Tab")
    await expect(field.get_by_role("heading", name="April 2025")).to_be_visible()
    await expect(field.get_by_role("gridcell", name="Wednesday, April 2, 2025")).to_be_focused()
    await press(picking.page, "Shift+Tab")
    await expect(field.get_by_role("button", name="Next year")).to_be_focused()


async def test_a_click_elsewhere_closes_the_calendar(picking: Picking) -> None:
    field = await picking.open(DAY)
    await date_button(field).click()
    await expect(field.get_by_role("dialog")).to_be_visible()
    await picking.page.get_by_role("heading", name="Form").click()
    await expect(field.get_by_role("dialog")).to_be_hidden()
    await expect(picking.page.get_by_test_id("modal")).to_be_visible()


@pytest.mark.parametrize(
    ("who", "written", "week", "day"),
    [
        ("U0TOM", "Nov 26, 2026", "Sun Mon Tue Wed Thu Fri Sat", "Thursday, November 26, 2026"),
        ("U0LEA", "26 nov. 2026", "lun. mar. mer. jeu. ven. sam. dim.", "jeudi 26 novembre 2026"),
    ],
)
async def test_dates_are_written_and_weeks_begin_as_the_reader_has_them(
    picking: Picking, who: str, written: str, week: str, day: str
) -> None:
    field = await picking.open({**DAY, "initial_date": "2026-11-26"}, who=who)
    await expect(date_button(field)).to_have_text(written)
    await date_button(field).click()
    await expect(field.get_by_role("columnheader")).to_have_text(week.split())
    await expect(field.get_by_role("gridcell", selected=True)).to_have_accessible_name(day)


@pytest.mark.parametrize(("who", "today"), [("U0TOM", "Monday, March 2, 2026"), ("U0LEA", "mardi 3 mars 2026")])
async def test_today_is_the_workspace_s_day_in_the_reader_s_zone(picking: Picking, who: str, today: str) -> None:
    picking.playground.workspace.clock.set(datetime(2026, 3, 3, 1, 0, tzinfo=UTC))
    field = await picking.open(DAY, who=who)
    await date_button(field).click()
    await expect(field.locator("[aria-current=date]")).to_have_accessible_name(today)
    await expect(field.locator("[aria-current=date]")).to_be_focused()


@pytest.mark.parametrize(
    ("typed", "english", "french"),
    [
        ("9:30", "9:30 AM", "09:30"),
        ("9h30", "9:30 AM", "09:30"),
        ("9 h", "9:00 AM", "09:00"),
        ("930", "9:30 AM", "09:30"),
        ("2115", "9:15 PM", "21:15"),
        ("9:30 PM", "9:30 PM", "21:30"),
        ("9.30pm", "9:30 PM", "21:30"),
        ("12 a.m.", "12:00 AM", "00:00"),
        ("12", "12:00 PM", "12:00"),
    ],
)
async def test_a_time_is_typed_as_people_write_it(picking: Picking, typed: str, english: str, french: str) -> None:
    for who, shown in (("U0TOM", english), ("U0LEA", french)):
        field = await picking.open(HOUR, who=who)
        await type_time(field, typed)
        await expect_time(field, shown)
        await picking.submit()
    assert picking.sent == [{"type": "timepicker", "selected_time": french}] * 2


async def test_a_time_is_taken_from_the_list_by_keyboard(picking: Picking) -> None:
    field = await picking.open({**HOUR, "initial_time": "09:17"})
    await expect(time_box(field)).to_be_focused()
    await press(picking.page, "ArrowDown")
    await expect(field.get_by_role("option")).to_have_count(49)
    await press(picking.page, "ArrowDown", "Enter")
    await expect_time(field, "9:30 AM")
    await press(picking.page, "Control+a")
    await picking.page.keyboard.type("9:30")
    await expect(field.get_by_role("option")).to_have_text(["9:30 AM", "9:30 PM"], use_inner_text=True)
    await picking.submit("ArrowDown", "Enter", "Control+Enter")
    assert picking.sent == [{"type": "timepicker", "selected_time": "21:30"}]


async def test_what_is_still_being_typed_counts_when_the_form_is_sent(picking: Picking) -> None:
    await picking.open(HOUR)
    await picking.page.keyboard.type("14h05")
    await picking.submit("Control+Enter")
    assert picking.sent == [{"type": "timepicker", "selected_time": "14:05"}]


@pytest.mark.parametrize(
    ("who", "typed", "complaint"),
    [
        ("U0TOM", "half nine", BAD_TIME),
        ("U0TOM", "25:00", BAD_TIME),
        ("U0TOM", "13:30 PM", BAD_TIME),
        ("U0LEA", "neuf heures", "Saisissez une heure, par exemple 09:30."),
        ("U0LEA", "9h75", "Saisissez une heure, par exemple 09:30."),
    ],
)
async def test_a_text_that_is_no_time_is_refused_at_once_and_not_sent(
    picking: Picking, who: str, typed: str, complaint: str
) -> None:
    field = await picking.open({**HOUR, "initial_time": "08:00"}, who=who)
    await type_time(field, typed)
    await expect(picking.error).to_have_text(complaint)
    await expect(time_box(field)).to_have_attribute("aria-invalid", "true")
    await picking.page.get_by_test_id("modal-submit").click()
    await expect(time_box(field)).to_be_focused()
    await expect(time_box(field)).to_have_value(typed)
    await expect(picking.error).to_have_count(1)
    assert picking.sent == []
    await type_time(field, "10:00")
    await expect(picking.error).to_be_hidden()
    await picking.submit()
    assert picking.sent == [{"type": "timepicker", "selected_time": "10:00"}]


async def test_in_a_message_a_time_is_told_at_once_and_a_wrong_one_never(picking: Picking) -> None:
    row = await picking.post(HOUR)
    await type_time(row, "soon")
    await expect(row.get_by_role("alert")).to_have_text(BAD_TIME)
    await expect(time_box(row)).to_have_accessible_description(BAD_TIME)
    await time_box(row).press("Escape")
    await expect(time_box(row)).to_have_value("soon")
    await type_time(row, "16:45")
    await expect(row.get_by_role("alert")).to_be_hidden()
    assert [action["selected_time"] for action in await picking.heard()] == ["16:45"]


async def test_a_moment_needs_both_a_date_and_a_time(picking: Picking) -> None:
    field = await picking.open(MOMENT, who="U0LEA", optional=True)
    await pick_day(field, "lundi 9 mars 2026")
    await picking.page.get_by_test_id("modal-submit").click()
    await expect(picking.error).to_have_text("Indiquez une date et une heure.")
    await type_time(field, "9h30")
    await picking.submit()
    assert picking.sent == [{"type": "datetimepicker", "selected_date_time": epoch(2026, 3, 9, 8, 30)}]


async def test_a_moment_begins_with_what_the_app_gave_and_can_be_emptied(picking: Picking) -> None:
    field = await picking.open({**MOMENT, "initial_date_time": epoch(2026, 11, 26, 14, 0)}, optional=True)
    await expect(date_button(field)).to_have_text("Nov 26, 2026")
    await expect_time(field, "9:00 AM")
    await type_time(field, "")
    await picking.page.get_by_test_id("modal-submit").click()
    await expect(picking.error).to_have_text("Please enter both a date and a time.")
    await field.get_by_role("button", name="Clear the choice").click()
    await picking.submit()
    assert picking.sent == [{"type": "datetimepicker", "selected_date_time": None}]


async def test_a_time_that_the_change_of_clocks_skips_shows_the_moment_that_is_sent(picking: Picking) -> None:
    field = await picking.open(MOMENT)
    await pick_day(field, "Sunday, March 8, 2026")
    await type_time(field, "2:30 AM")
    await expect_time(field, "3:00 AM")
    await picking.submit()
    assert picking.sent == [{"type": "datetimepicker", "selected_date_time": epoch(2026, 3, 8, 7, 0)}]


async def test_a_skipped_time_is_the_end_of_the_gap_and_a_repeated_one_its_first_in_every_zone(
    picking: Picking,
) -> None:
    asked = [[zone, *re.split("[- :]", wall)] for zone, wall, _ in WALLS]
    found = await picking.page.evaluate(MOMENTS, asked)
    assert [moment[:16] for moment in found] == [moment for *_, moment in WALLS]


async def test_in_a_message_the_app_hears_of_no_half_moment(picking: Picking) -> None:
    row = await picking.post(MOMENT)
    await pick_day(row, "Monday, March 9, 2026")
    await type_time(row, "noonish")
    await pick_day(row, "Tuesday, March 10, 2026")
    await type_time(row, "noon")
    await expect(row.get_by_role("alert")).to_have_text(BAD_TIME)
    await type_time(row, "12:00")
    await picking.heard()
    await type_time(row, "later")
    await pick_day(row, "Wednesday, March 11, 2026")
    await type_time(row, "13:00")
    heard = [action["selected_date_time"] for action in await picking.heard(times=2)]
    assert heard == [epoch(2026, 3, 10, 16, 0), epoch(2026, 3, 11, 17, 0)]


@pytest.mark.parametrize(
    ("element", "name"),
    [
        ({**DAY, "initial_date": "2026-11-26"}, "selected_date"),
        ({**HOUR, "initial_time": "09:30"}, "selected_time"),
    ],
)
async def test_an_optional_choice_is_emptied_by_keyboard(picking: Picking, element: dict[str, Any], name: str) -> None:
    field = await picking.open(element, optional=True)
    await press(picking.page, "Tab", "Enter")
    await expect(field.get_by_role("combobox")).to_be_focused()
    await expect(field.get_by_role("button", name="Clear the choice")).to_be_hidden()
    await picking.submit()
    assert picking.sent == [{"type": element["type"], name: None}]


async def test_a_choice_that_has_to_be_made_cannot_be_emptied(picking: Picking) -> None:
    field = await picking.open({**HOUR, "initial_time": "09:30"})
    await expect(field.get_by_role("button", name="Clear the choice")).to_be_hidden()
    await type_time(field, "")
    await expect_time(field, "9:30 AM")


async def test_a_date_that_is_taken_back_when_asked_stays_as_it_was(picking: Picking) -> None:
    row = await picking.post({**DAY, "initial_date": "2026-03-09", **ASKS})
    await pick_day(row, "Tuesday, March 10, 2026")
    await picking.page.get_by_role("button", name="No").click()
    await expect(date_button(row)).to_have_text("Mar 9, 2026")
    assert picking.sent == []


async def test_a_moment_that_is_taken_back_when_asked_stays_as_it_was(picking: Picking) -> None:
    row = await picking.post({**MOMENT, "initial_date_time": epoch(2026, 3, 9, 13, 0), **ASKS})
    await pick_day(row, "Tuesday, March 10, 2026")
    await picking.page.get_by_role("button", name="No").click()
    await expect(date_button(row)).to_have_text("Mar 9, 2026")
    await type_time(row, "10:00")
    await picking.page.get_by_role("button", name="No").click()
    await expect_time(row, "9:00 AM")
    await pick_day(row, "Wednesday, March 11, 2026")
    await picking.page.get_by_role("button", name="Yes").click()
    assert [action["selected_date_time"] for action in await picking.heard()] == [epoch(2026, 3, 11, 13, 0)]


async def test_a_form_opens_on_the_date_it_wants_first(picking: Picking) -> None:
    field = await picking.open({**DAY, "focus_on_load": True}, text_input())
    await expect(date_button(field)).to_be_focused()


async def test_a_missing_date_is_named_and_forgiven_once_picked(picking: Picking) -> None:
    field = await picking.open(DAY)
    await picking.page.get_by_test_id("modal-submit").click()
    await expect(date_button(field)).to_be_focused()
    await expect(date_button(field)).to_have_accessible_description("Please complete this required field.")
    await pick_day(field, "Monday, March 9, 2026")
    await expect(picking.error).to_be_hidden()


def epoch(year: int, month: int, day: int, hour: int, minute: int) -> int:
    return int(datetime(year, month, day, hour, minute, tzinfo=UTC).timestamp())
