// The part of a long list that is drawn: a window [start, end) that slides, so that its length weighs nothing.

export const STEP = 150;
const MOST = 3 * STEP;

export const newest = ({ length }) => ({ start: Math.max(0, length - STEP), end: length });

export function earlier({ start, end }) {
  const from = Math.max(0, start - STEP);
  return { start: from, end: Math.min(end, from + MOST) };
}

export function later({ start, end }, { length }) {
  const to = Math.min(length, end + STEP);
  return { start: Math.max(start, to - MOST), end: to };
}

/** The same messages in a list that has changed, and what arrived after them if the window reached the end. */
export function kept({ start, end, shown }, now, reading) {
  const from = now.findIndex(({ ts }) => ts >= shown[start]?.ts);
  if (from < 0) return newest(now);
  if (end < shown.length) return { start: from, end: now.findLastIndex(({ ts }) => ts <= shown[end - 1].ts) + 1 };
  if (!reading && now.length - from > 2 * STEP) return newest(now);
  return { start: from, end: Math.min(now.length, from + MOST) };
}
