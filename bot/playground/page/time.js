// Moments as the acting person reads them: their zone, their locale, the workspace's virtual now.

import { store } from "./app.js";
import { currentLanguage } from "./i18n.js";

const DAY_MS = 86_400_000;
const FRENCH_CITIES = { London: "Londres", Brussels: "Bruxelles", Lisbon: "Lisbonne", Athens: "Athènes", Vienna: "Vienne", Warsaw: "Varsovie" };
const formatters = new Map();

export const locale = () => store.state.me?.locale || "en-US";

/** The city of a zone, by the name it has in the reader's language. */
export function cityOf(zone) {
  const city = (zone ?? "UTC").split("/").at(-1).replaceAll("_", " ");
  return (currentLanguage() === "fr" && FRENCH_CITIES[city]) || city;
}

export function format(date, options, zone = store.state.me?.tz) {
  const key = JSON.stringify([locale(), zone, options]);
  if (!formatters.has(key)) formatters.set(key, new Intl.DateTimeFormat(locale(), { timeZone: zone, ...options }));
  return formatters.get(key).format(date);
}

/** The workspace's time, moving on between two messages of the server when its clock ticks. */
export function now() {
  const { clock } = store.state;
  const elapsed = clock.ticking && !clock.busy ? Date.now() - clock.receivedAt : 0;
  return new Date(Date.parse(clock.now) + elapsed);
}

export const dateOf = (ts) => new Date(Number(ts) * 1000);

/** "9:12 AM" where the clock has twelve hours, "09:12" where it has twenty-four. */
const clockOptions = () => ({ hour: twelveHours() ? "numeric" : "2-digit", minute: "2-digit" });

export const twelveHours = () => new Intl.DateTimeFormat(locale(), { hour: "numeric" }).resolvedOptions().hour12;

export const timeOfDay = (date, zone) => format(date, clockOptions(), zone);

export const dayAndTime = (date) => format(date, { weekday: "long", day: "numeric", month: "long", ...clockOptions() });

export const shortDay = (date) => format(date, { weekday: "short", day: "numeric", month: "short" });

/** A calendar day in the person's zone, "2026-11-24": for comparing, not for reading. */
export function dayKey(date) {
  const { year, month, day } = wallClock(date);
  return [year, month, day].map((part) => String(part).padStart(2, "0")).join("-");
}

const daysFromToday = (date) => Math.round((Date.parse(dayKey(date)) - Date.parse(dayKey(now()))) / DAY_MS);

/** "today", "yesterday" or "tomorrow" in the person's language, null for any other day. */
export function nearDay(date) {
  const days = daysFromToday(date);
  if (Math.abs(days) > 1) return null;
  return new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }).format(days, "day");
}

export const capitalised = (text) => text.charAt(0).toLocaleUpperCase(locale()) + text.slice(1);

export const dayTitle = (date) =>
  capitalised(nearDay(date) ?? format(date, { weekday: "long", day: "numeric", month: "long", ...otherYear(date) }));

const otherYear = (date) => (wallClock(date).year === wallClock(now()).year ? {} : { year: "numeric" });

/** The parts a wall clock and calendar show in a zone: {year, month, day, hour, minute}. */
export function wallClock(date, zone = store.state.me?.tz) {
  const options = { timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" };
  const parts = new Intl.DateTimeFormat("en-US", options).formatToParts(date);
  return Object.fromEntries(parts.filter(({ type }) => type !== "literal").map(({ type, value }) => [type, Number(value)]));
}

/** The moment at which the person's wall clock shows these parts: of two the first, of a skipped time the end of the gap. */
export function momentOf({ year, month, day, hour, minute }, zone = store.state.me?.tz) {
  const wanted = Date.UTC(year, month - 1, day, hour, minute);
  const [before, after] = [wanted - DAY_MS, wanted + DAY_MS].map((epoch) => wanted - offsetAt(epoch, zone));
  const shown = [before, after].filter((epoch) => epoch + offsetAt(epoch, zone) === wanted);
  return new Date(shown.length ? Math.min(...shown) : changeBetween(after, before, zone));
}

/** The first moment, to the minute, at which the clocks no longer go as they did at `start`. */
function changeBetween(start, end, zone) {
  const minutes = Math.floor((end - start) / 2 / 60_000);
  if (!minutes) return end;
  const middle = start + minutes * 60_000;
  return offsetAt(middle, zone) === offsetAt(start, zone) ? changeBetween(middle, end, zone) : changeBetween(start, middle, zone);
}

function offsetAt(epoch, zone) {
  const { year, month, day, hour, minute } = wallClock(new Date(epoch), zone);
  return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(epoch / 60_000) * 60_000;
}
