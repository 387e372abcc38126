// The list above the message box: arrows move, Tab or Enter takes, Escape closes.

import { h, uniqueId } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";

export class Suggestions {
  constructor(field, take) {
    Object.assign(this, { field, take, completion: null, active: 0 });
    this.node = h("div", { id: uniqueId("suggestions"), class: "suggestions", role: "listbox", tabindex: "0", hidden: true, onmousedown: (event) => event.preventDefault() });
    field.setAttribute("aria-controls", this.node.id);
  }

  show(completion) {
    this.completion = completion;
    this.node.hidden = !completion;
    if (!completion) return this.field.removeAttribute("aria-activedescendant");
    const title = completion.hint ?? t(`${completion.kind}_list`);
    this.node.setAttribute("aria-label", title);
    this.node.replaceChildren(h("p", { class: "suggestions-title", "aria-hidden": "true" }, title), ...completion.items.map((item) => this.option(item)));
    this.activate(0);
  }

  close() {
    this.show(null);
  }

  option(item) {
    return h("div", { id: uniqueId("suggestion"), class: "suggestion", role: "option", onclick: () => this.choose(item) },
      h("span", { class: "suggestion-name" }, item.shortcut && icon("bolt"), item.label, item.usage && h("span", { class: "suggestion-usage" }, ` ${item.usage}`)),
      item.description && h("small", {}, item.description));
  }

  activate(index) {
    const options = [...this.node.querySelectorAll("[role=option]")];
    if (!options.length) return;
    this.active = (index + options.length) % options.length;
    options.forEach((option, position) => option.setAttribute("aria-selected", String(position === this.active)));
    options[this.active].scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", options[this.active].id);
  }

  /** True when the key was for the list. What is already written in full is left for Enter to send. */
  key(event) {
    const { completion } = this;
    if (!completion) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const item = completion.items[this.active];
    const written = item?.insert?.toLowerCase() === completion.word?.toLowerCase();
    if (step && item) this.activate(this.active + step);
    else if (event.key === "Escape") this.close();
    else if (item && (event.key === "Tab" || (event.key === "Enter" && !event.shiftKey && !written))) this.choose(item);
    else return false;
    event.preventDefault();
    return true;
  }

  choose(item) {
    const { from, word } = this.completion;
    this.close();
    this.take({ ...item, from, word });
  }
}
