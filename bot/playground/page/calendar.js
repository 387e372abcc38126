// A month of days to walk through by keyboard or to click on: the grid of WAI-ARIA's date picker dialog.

import { canBeWritten, dayNumber, midnight, monthOf, plusDays, plusMonths, startOfWeek, weekFrom, weeksAround } from "./days.js";
import { h, uniqueId } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { wrapTab } from "./tab-order.js";
import { capitalised, dayKey, format, locale, now } from "./time.js";

const write = (day, options) => format(midnight(day), options, "UTC");

const STEPS = {
  ArrowLeft: (day) => plusDays(day, -1),
  ArrowRight: (day) => plusDays(day, 1),
  ArrowUp: (day) => plusDays(day, -7),
  ArrowDown: (day) => plusDays(day, 7),
  Home: (day) => startOfWeek(day, locale()),
  End: (day) => plusDays(startOfWeek(day, locale()), 6),
  PageUp: (day, years) => plusMonths(day, years ? -12 : -1),
  PageDown: (day, years) => plusMonths(day, years ? 12 : 1),
};

export class Calendar {
  /** `take(day)` is given the day that was picked, "2026-11-26"; `leave()` is called on Escape. */
  constructor(settings) {
    Object.assign(this, settings);
    const id = uniqueId("month");
    this.title = h("h2", { id, class: "calendar-title", "aria-live": "polite" });
    this.head = h("tr");
    this.weeks = h("tbody");
    this.grid = h("table", { class: "calendar-grid", role: "grid", "aria-labelledby": id,
      onclick: ({ target }) => this.click(target), onkeydown: (event) => this.walk(event) },
      h("thead", {}, this.head), this.weeks);
    this.node = h("div", { class: "calendar", role: "dialog", popover: "manual", "aria-label": t("choose_date"),
      onmousedown: (event) => event.preventDefault(), onkeydown: (event) => this.key(event) }, this.steps(), this.grid);
  }

  steps() {
    const step = (name, look, months) => h("button", {
      type: "button", class: `icon-button ${months < 0 ? "turn-back" : "turn-forth"}`, "aria-label": t(name),
      onclick: () => this.go(plusMonths(this.day, months)),
    }, icon(look));
    return h("div", { class: "calendar-head" }, step("previous_year", "chevrons", -12), step("previous_month", "chevron", -1),
      this.title, step("next_month", "chevron", 1), step("next_year", "chevrons", 12));
  }

  /** Draws the month of the chosen day, or of today. */
  show(chosen) {
    this.chosen = chosen;
    this.today = dayKey(now());
    this.head.replaceChildren(...weekFrom(startOfWeek(this.today, locale())).map(weekday));
    this.go(chosen ?? this.today);
  }

  focus() {
    this.weeks.querySelector("[tabindex='0']").focus();
  }

  go(day) {
    if (!canBeWritten(day)) return;
    this.day = day;
    const title = capitalised(write(day, { month: "long", year: "numeric" }));
    if (this.title.textContent !== title) this.title.textContent = title;
    this.draw(weeksAround(day, locale()));
  }

  /** The new weeks are there before the old ones leave, so that the focus never falls out of the calendar. */
  draw(weeks) {
    const before = [...this.weeks.children];
    const focused = this.weeks.contains(document.activeElement);
    this.weeks.prepend(...weeks.map((week) => h("tr", {}, week.map((day) => this.cell(day)))));
    if (focused) this.focus();
    for (const week of before) week.remove();
  }

  cell(day) {
    const outside = monthOf(day) !== monthOf(this.day);
    return h("td", { class: outside ? "calendar-day calendar-outside" : "calendar-day", tabindex: day === this.day ? 0 : -1, dataset: { day },
      "aria-label": write(day, { weekday: "long", day: "numeric", month: "long", year: "numeric" }),
      "aria-selected": String(day === this.chosen), "aria-current": day === this.today ? "date" : null }, String(dayNumber(day)));
  }

  click(target) {
    const { day } = target.closest("[data-day]")?.dataset ?? {};
    if (day) this.take(day);
  }

  walk(event) {
    const step = STEPS[event.key];
    const takes = event.key === "Enter" || event.key === " ";
    if (step || takes) event.preventDefault();
    if (step) this.go(step(this.day, event.shiftKey));
    if (takes) this.take(this.day);
  }

  /** What is pressed in here is no key of the form or the page around. */
  key(event) {
    event.stopPropagation();
    if (event.key === "Tab") wrapTab(this.node, event);
    if (event.key !== "Escape") return;
    event.preventDefault();
    this.leave();
  }
}

function weekday(day) {
  return h("th", { scope: "col", abbr: write(day, { weekday: "long" }) }, write(day, { weekday: "short" }));
}
