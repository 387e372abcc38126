// A date as its reader writes it, on a button that opens a calendar.

import { Calendar } from "./calendar.js";
import { midnight } from "./days.js";
import { h, uniqueId } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { showBeside } from "./popup.js";
import { format } from "./time.js";

const WRITTEN = { day: "numeric", month: "short", year: "numeric" };

export class DateField {
  /** `chosen` is a day, "2026-11-26", or null; `choose(day)` answers whether the choice went through. */
  constructor(settings) {
    Object.assign(this, settings);
    this.calendar = new Calendar({ take: (day) => this.pick(day), leave: () => this.back() });
    this.build();
    this.show();
  }

  build() {
    const id = (this.calendar.node.id = uniqueId("calendar"));
    this.button = h("button", { ...this.attributes, type: "button", class: "combo-input date-button", role: "combobox", "aria-haspopup": "dialog",
      "aria-controls": id, "aria-expanded": "false", "aria-label": this.name, onclick: () => this.toggle(), onkeydown: (event) => this.key(event) });
    this.clear = h("button", { type: "button", class: "icon-button combo-clear", "aria-label": t("clear_choice"), onclick: () => this.pick(null) }, icon("close"));
    this.node = h("div", { class: "combo picker", onfocusout: (event) => this.leave(event) }, this.button, this.clear, icon("calendar"), this.calendar.node);
  }

  /** Draws what is chosen. */
  show() {
    this.clear.hidden = !this.clearable || !this.chosen;
    this.button.classList.toggle("date-empty", !this.chosen);
    this.button.textContent = this.chosen ? format(midnight(this.chosen), WRITTEN, "UTC") : this.placeholder;
  }

  get isOpen() {
    return this.calendar.node.matches(":popover-open");
  }

  toggle() {
    if (this.isOpen) return this.back();
    this.calendar.show(this.chosen);
    showBeside(this.node, this.calendar.node, { whole: true });
    this.button.setAttribute("aria-expanded", "true");
    this.calendar.focus();
  }

  /** Arrow down opens; Enter that sends the form around does not. */
  key(event) {
    const sends = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    const opens = event.key === "ArrowDown" && !event.altKey;
    if (sends || opens) event.preventDefault();
    if (opens) this.toggle();
  }

  async pick(day) {
    const before = this.chosen;
    this.put(day);
    this.back();
    this.button.dispatchEvent(new Event("change", { bubbles: true }));
    const went = await this.choose(day);
    if (!went && this.revertOnRefusal) this.put(before);
  }

  put(day) {
    this.chosen = day;
    this.show();
  }

  back() {
    this.close();
    this.button.focus();
  }

  leave({ relatedTarget }) {
    if (!this.calendar.node.contains(relatedTarget) && this.isOpen) this.close();
  }

  close() {
    this.calendar.node.hidePopover();
    this.button.setAttribute("aria-expanded", "false");
  }
}
