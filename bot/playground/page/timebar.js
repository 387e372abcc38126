// The virtual clock and its jumps: an hour, a day, a week, the next morning.

import { displayName, store } from "./app.js";
import { act } from "./api.js";
import { h, testId } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { capitalised, cityOf, dayAndTime, momentOf, now, shortDay, timeOfDay, wallClock } from "./time.js";

const HOUR = 3600;
const MORNING_HOUR = 9;

const JUMPS = [
  { name: "hour", by: () => ({ seconds: HOUR }) },
  { name: "day", by: () => ({ seconds: 24 * HOUR }) },
  { name: "week", by: () => ({ seconds: 7 * 24 * HOUR }) },
  { name: "morning", by: () => ({ to: nextMorning().toISOString() }) },
];

export function mountTimebar(bar) {
  const clock = h("p", { class: "clock", ...testId("clock") });
  const jumps = h("div", { class: "jumps" });
  const status = h("span", { class: "jumping", role: "status" });
  bar.append(clock, jumps, status);
  store.watch(({ me, minute, clock: { busy } }) => [me, minute, busy], (me, _, busy) => {
    clock.title = t("clock_title", { name: displayName(me) });
    clock.replaceChildren(...clockFace(me));
    bar.classList.toggle("busy", busy);
    status.textContent = busy ? t("jumping") : "";
  });
  store.watch(({ me }) => [me], (me) => {
    bar.setAttribute("aria-label", t("jump"));
    jumps.replaceChildren(...JUMPS.map((jump) => jumpButton(jump, me)));
  });
  store.watch(({ me, clock: { busy } }) => [me, busy], (_, busy) => {
    for (const button of jumps.children) button.setAttribute("aria-disabled", String(busy));
  });
}

const clockFace = (me) => [icon("clock"),
  h("span", { class: "clock-long" }, capitalised(dayAndTime(now()))),
  h("span", { class: "clock-short", "aria-hidden": "true" }, h("span", {}, capitalised(shortDay(now()))), h("strong", {}, timeOfDay(now()))),
  h("span", { class: "clock-city" }, cityOf(me.tz))];

function jumpButton({ name, by }, me) {
  const title = name === "morning" ? t("jump_morning_title", { city: cityOf(me.tz) }) : t(`jump_${name}`);
  return h("button", { type: "button", class: "jump", title, ...testId(`jump-${name}`), onclick: () => jump(by) },
    h("span", { class: "jump-long" }, t(`jump_${name}`)), h("span", { class: "jump-short" }, t(`jump_${name}_short`)));
}

function jump(by) {
  if (!store.state.clock.busy) act("jump", by());
}

/** The next 9:00 on the acting person's wall clock. */
function nextMorning() {
  const { year, month, day } = wallClock(now());
  const today = momentOf({ year, month, day, hour: MORNING_HOUR, minute: 0 });
  return today > now() ? today : momentOf({ year, month, day: day + 1, hour: MORNING_HOUR, minute: 0 });
}
