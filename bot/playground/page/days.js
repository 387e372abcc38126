// Calendar days as Slack writes them, "2026-11-26": counting with them, and the weeks a locale lays them out in.

const DAY_MS = 86_400_000;
const SUNDAY = 7;
const MONDAY = 1;
const SUNDAY_FIRST = new Set(["US", "CA", "MX", "BR", "JP", "KR", "IN", "IL"]);

/** Midnight of a day in UTC, to be formatted there. */
export const midnight = (day) => new Date(`${day}T00:00Z`);

const dayOf = (date) => date.toISOString().slice(0, 10);

export const dayNumber = (day) => midnight(day).getUTCDate();

export const monthOf = (day) => day.slice(0, 7);

/** Whether a day can be written with the four digits Slack has for a year. */
export const canBeWritten = (day) => day >= "1000-01-01" && day <= "9999-12-31";

export const plusDays = (day, count) => dayOf(new Date(midnight(day).getTime() + count * DAY_MS));

/** The same day of another month, or that month's last where it is shorter. */
export function plusMonths(day, count) {
  const first = midnight(`${monthOf(day)}-01`);
  first.setUTCMonth(first.getUTCMonth() + count);
  const afterwards = new Date(first);
  afterwards.setUTCMonth(afterwards.getUTCMonth() + 1, 0);
  return plusDays(dayOf(first), Math.min(dayNumber(day), afterwards.getUTCDate()) - 1);
}

/** The day a locale's weeks begin with: 1 for Monday to 7 for Sunday. */
export function firstWeekday(locale) {
  const known = new Intl.Locale(locale).maximize();
  const info = known.getWeekInfo?.() ?? known.weekInfo;
  return info?.firstDay ?? (SUNDAY_FIRST.has(known.region) ? SUNDAY : MONDAY);
}

export function startOfWeek(day, locale) {
  const past = (midnight(day).getUTCDay() - firstWeekday(locale) + 7) % 7;
  return plusDays(day, -past);
}

/** Six weeks of seven days, from the one in which the day's month begins. */
export function weeksAround(day, locale) {
  const first = startOfWeek(`${monthOf(day)}-01`, locale);
  return Array.from({ length: 6 }, (_, week) => weekFrom(plusDays(first, week * 7)));
}

export const weekFrom = (day) => Array.from({ length: 7 }, (_, count) => plusDays(day, count));
