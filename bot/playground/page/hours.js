// Times of day as Slack writes them, "09:30": how people type them, and how a reader's clock shows them.

import { t } from "./i18n.js";
import { timeOfDay, twelveHours } from "./time.js";

const SLACK = /^([01]\d|2[0-3]):[0-5]\d$/;
const TYPED = /^(\d{1,2}?)(?:\s*[:.h]?\s*([0-5]\d))?\s*h?\s*(?:([ap])\.?\s?m?\.?)?$/i;
const STEP_MINUTES = 30;
const DAY_MINUTES = 1440;

export const isTime = (text) => SLACK.test(text);

export const writeTime = (hour, minute) => [hour, minute].map((part) => String(part).padStart(2, "0")).join(":");

export const EVERY_HALF_HOUR = Array.from({ length: DAY_MINUTES / STEP_MINUTES }, (_, step) =>
  writeTime(Math.floor((step * STEP_MINUTES) / 60), (step * STEP_MINUTES) % 60));

/** "9:30 AM" or "09:30", as the reader's clock has it. */
export const timeLabel = (time) => timeOfDay(new Date(`2000-01-01T${time}Z`), "UTC");

/** What to say of a text that is no time. */
export const badTime = () => t("bad_time", { example: timeLabel("09:30") });

/** The times somebody may mean by "9h30", "930" or "9:30 PM", the likeliest first; none for any other text. */
export function timesMeant(text) {
  const [, hour, minute = "00", half] = TYPED.exec(text.trim()) ?? [];
  if (!hour) return [];
  if (half) return inHalf(Number(hour), minute, half.toLowerCase());
  const other = twelveHours() && hour > 0 && hour <= 12 ? [(Number(hour) + 12) % 24] : [];
  return [Number(hour), ...other].map((each) => writeTime(each, minute)).filter(isTime);
}

function inHalf(hour, minute, half) {
  if (hour < 1 || hour > 12) return [];
  return [writeTime((hour % 12) + (half === "p" ? 12 : 0), minute)];
}
