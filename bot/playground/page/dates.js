// Slack's <!date^…> tokens, written for the reader: {date_short_pretty} at {time}.

import { format, locale, nearDay, now, timeOfDay } from "./time.js";

const LONG = { weekday: "long", day: "numeric", month: "long", year: "numeric" };
const MEDIUM = { day: "numeric", month: "long", year: "numeric" };
const SHORT = { day: "numeric", month: "short", year: "numeric" };

const pretty = (options) => (date) => nearDay(date) ?? format(date, options);
const plain = (options) => (date) => format(date, options);

const TOKENS = {
  date: plain(MEDIUM),
  date_num: plain({ day: "2-digit", month: "2-digit", year: "numeric" }),
  date_slash: plain({ day: "2-digit", month: "2-digit", year: "numeric" }),
  date_short: plain(SHORT),
  date_long: plain(LONG),
  date_long_full: plain(LONG),
  date_pretty: pretty(MEDIUM),
  date_short_pretty: pretty(SHORT),
  date_long_pretty: pretty(LONG),
  day_divider_pretty: pretty({ weekday: "long", day: "numeric", month: "long" }),
  time: (date) => timeOfDay(date),
  time_secs: plain({ timeStyle: "medium" }),
  ago: (date) => ago(date),
};

/** The pattern with its tokens replaced; null when the moment or a token is not one Slack knows. */
export function writeDate(epochSeconds, pattern) {
  const date = new Date(Number(epochSeconds) * 1000);
  const names = [...pattern.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  if (Number.isNaN(date.getTime()) || names.some((name) => !(name in TOKENS))) return null;
  return pattern.replace(/\{(\w+)\}/g, (_, name) => TOKENS[name](date));
}

function ago(date) {
  const seconds = (date - now()) / 1000;
  const [size, unit] = [[86400, "day"], [3600, "hour"], [60, "minute"]].find(([size]) => Math.abs(seconds) >= size) ?? [1, "second"];
  return new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }).format(Math.round(seconds / size), unit);
}
