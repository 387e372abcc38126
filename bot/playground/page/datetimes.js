// A picker of date and time together: the app hears of a moment or of none, never of half a moment.

import { nameOf } from "./controls.js";
import { DateField } from "./datefield.js";
import { h } from "./dom.js";
import { isTime, writeTime } from "./hours.js";
import { t } from "./i18n.js";
import { pickerSettings, sendPicked, withOwnComplaint } from "./pickers.js";
import { TimeBox } from "./timebox.js";
import { dayKey, momentOf, wallClock } from "./time.js";
import { held, valueOf } from "./values.js";

export const dateTimeInput = (element, block, surface) => withOwnComplaint(block, new DateTimeField(element, block, surface).node);

class DateTimeField {
  constructor(element, block, surface) {
    Object.assign(this, { element, block, surface });
    const settings = pickerSettings(element, block);
    const kept = held(surface.value(block, element));
    const { day, time } = partsOf(kept);
    this.parts = { day, time: isTime(time) ? time : null };
    this.sent = typeof kept === "number" ? kept : null;
    this.day = new DateField({ ...settings, name: t("date"), placeholder: t("date"), chosen: day, choose: (chosen) => this.change({ day: chosen }) });
    this.time = new TimeBox({ ...settings, name: t("time"), placeholder: t("time"), time,
      choose: ([chosen = null]) => this.change({ time: chosen }), keep: () => this.keep() });
    this.node = h("div", { class: "date-time", role: "group", "aria-label": nameOf(element, block) }, this.day.node, this.time.node);
  }

  async change(part) {
    const before = this.parts;
    this.parts = { ...before, ...part };
    const moment = momentIn(this.parts);
    if (this.time.wrong || (moment === null && this.sent === null)) return this.keep();
    if (moment !== null) this.put(partsOf(moment));
    const sending = sendPicked(this.element, this.block, this.surface, moment);
    this.keep();
    const went = await sending;
    if (went || !this.element.confirm) this.sent = moment;
    else this.put(before);
    this.keep();
    return went;
  }

  /** Shows these parts: of a time that a change of clocks skips, those of the moment it stands for. */
  put(parts) {
    this.parts = parts;
    this.day.put(parts.day);
    this.time.put(parts.time);
  }

  /** What stands here outlives a new drawing of the form, whole or not. */
  keep() {
    const parts = { ...this.parts, time: this.time.wrong ?? this.parts.time };
    const content = momentIn(parts) ?? (parts.day || parts.time ? parts : null);
    this.surface.keep(this.block, this.element, valueOf(this.element, content));
    return true;
  }
}

/** The day and the time of seconds since 1970 in the person's zone; of half a moment, what there is. */
function partsOf(kept) {
  if (typeof kept !== "number") return kept ?? { day: null, time: null };
  const moment = new Date(kept * 1000);
  const { hour, minute } = wallClock(moment);
  return { day: dayKey(moment), time: writeTime(hour, minute) };
}

function momentIn({ day, time }) {
  if (!day || !isTime(time)) return null;
  const [year, month, date, hour, minute] = `${day}-${time}`.split(/\D/).map(Number);
  return momentOf({ year, month, day: date, hour, minute }).getTime() / 1000;
}
