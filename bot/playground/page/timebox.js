// A time of day that one types, or takes from a list of half hours.

import { Combobox } from "./combobox.js";
import { complain } from "./complaint.js";
import { badTime, EVERY_HALF_HOUR, isTime, timeLabel, timesMeant } from "./hours.js";

const asOption = (time) => ({ key: time, label: timeLabel(time), raw: time });

export class TimeBox extends Combobox {
  /** `time` is what it begins with: a time, null, or a text that is none; `keep(text)` is told of such a text. */
  constructor({ time, ...settings }) {
    super({ ...settings, minimum: 0, limit: 1, chosen: isTime(time) ? [asOption(time)] : [], wrong: isTime(time) ? null : time });
    this.node.classList.add("picker");
    if (this.wrong) complain(this.input, badTime());
  }

  put(time) {
    this.chosen = time ? [asOption(time)] : [];
    this.show();
  }

  show() {
    super.show();
    if (this.wrong) this.input.value = this.wrong;
  }

  matching(query) {
    const meant = timesMeant(query);
    const offered = [...EVERY_HALF_HOUR, ...this.chosen.map(({ key }) => key)].filter((time) => alike(timeLabel(time), query));
    const others = [...new Set(offered)].filter((time) => !meant.includes(time)).sort();
    return [{ options: [...meant, ...others].map(asOption) }];
  }

  typed() {
    const wasWrong = this.wrong;
    this.right();
    if (wasWrong) this.keep(this.chosen[0]?.key ?? null);
    super.typed();
  }

  key(event) {
    const sends = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (sends) this.leave();
    else super.key(event);
  }

  enter(event) {
    super.enter(event);
    if (!this.options.length) this.leave();
  }

  /** Whoever goes on has said what they typed: a time, nothing, or something to put right. */
  leave() {
    const text = this.filtering ? this.input.value.trim() : null;
    const [time] = text ? timesMeant(text) : [];
    if (text && !time) this.refuse(text);
    else if (time && time !== this.chosen[0]?.key) this.pick([asOption(time)]);
    else if (text === "" && this.clearable && this.chosen.length) this.pick([]);
    else this.close();
  }

  close() {
    this.filtering = false;
    super.close();
  }

  refuse(text) {
    this.wrong = text;
    this.close();
    this.keep(text);
    complain(this.input, badTime());
  }

  right() {
    this.wrong = null;
    complain(this.input, null);
  }

  pick(chosen) {
    this.right();
    return super.pick(chosen);
  }
}

const plain = (text) => text.replace(/\s/g, "").toLowerCase();

const alike = (label, query) => plain(label).includes(plain(query));
