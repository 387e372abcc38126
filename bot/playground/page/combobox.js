// A select one can type in: filters a list, takes one choice or several, works by keyboard.

import { debounce, h, uniqueId } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { showBeside } from "./popup.js";

const REMOTE_PAUSE_MS = 250;

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export class Combobox {
  /** An option is {key, label, description?, raw}; `choose(raws)` answers whether the choice went through. */
  constructor(settings) {
    Object.assign(this, settings);
    this.options = [];
    this.active = -1;
    this.build();
    this.show();
    this.refreshLater = settings.remote ? debounce(() => this.refresh(), REMOTE_PAUSE_MS) : () => this.refresh();
  }

  build() {
    const id = uniqueId("options");
    this.list = h("div", { id, class: "combo-list", role: "listbox", popover: "manual", "aria-label": this.name, "aria-multiselectable": this.many ? "true" : null,
      onmousedown: (event) => event.preventDefault() });
    this.input = h("input", { ...this.attributes, type: "text", class: "combo-input", role: "combobox", autocomplete: "off", spellcheck: "false",
      "aria-autocomplete": "list", "aria-controls": id, "aria-expanded": "false", "aria-label": this.name,
      onclick: () => this.open(), oninput: () => this.typed(), onkeydown: (event) => this.key(event), onblur: () => this.leave() });
    this.chips = h("span", { class: "chips", onmousedown: (event) => event.preventDefault() });
    this.clear = h("button", { type: "button", class: "icon-button combo-clear", "aria-label": t("clear_choice"), onclick: () => this.empty() }, icon("close"));
    this.node = h("div", { class: this.many ? "combo combo-many" : "combo" }, this.chips, this.input, this.clear, icon("chevron"), this.list);
  }

  /** Draws what is chosen. */
  show() {
    this.clear.hidden = !this.clearable || this.many || !this.chosen.length;
    this.input.placeholder = this.many && this.chosen.length ? "" : this.placeholder;
    this.input.value = this.many ? "" : this.chosen[0]?.label ?? "";
    if (this.many) this.chips.replaceChildren(...this.chosen.map((option) => this.chip(option)));
  }

  chip(option) {
    const remove = () => this.pick(this.chosen.filter(({ key }) => key !== option.key));
    return h("span", { class: "chip" }, option.label,
      h("button", { type: "button", "aria-label": t("remove", { name: option.label }), onclick: remove }, icon("close")));
  }

  get isOpen() {
    return this.list.matches(":popover-open");
  }

  async open() {
    if (this.isOpen) return;
    if (!this.many) this.input.select();
    this.filtering = false;
    await this.refresh();
  }

  typed() {
    this.filtering = true;
    this.refreshLater();
  }

  async refresh() {
    const query = this.filtering || this.many ? this.input.value.trim() : "";
    const groups = query.length < this.minimum ? null : await this.matching(query);
    this.draw(groups);
    if (document.activeElement === this.input) showBeside(this.node, this.list, { wide: true });
    this.input.setAttribute("aria-expanded", String(this.isOpen));
  }

  async matching(query) {
    const groups = await this.load(query);
    if (this.remote) return groups;
    return groups.map((group) => ({ ...group, options: group.options.filter(({ label }) => folded(label).includes(folded(query))) }));
  }

  draw(groups) {
    this.options = (groups ?? []).flatMap(({ options }) => options);
    const note = groups === null ? t("type_more", { count: this.minimum }) : this.options.length ? null : t("no_results");
    const filled = (groups ?? []).filter(({ options }) => options.length);
    const nodes = note ? [h("p", { class: "combo-note" }, note)] : filled.map((group) => this.group(group));
    this.list.replaceChildren(...nodes);
    const current = this.options.findIndex((option) => this.isChosen(option));
    this.activate(this.many || current < 0 ? 0 : current);
  }

  group({ label, options }) {
    return h("div", { role: "group", "aria-label": label }, label && h("p", { class: "combo-group", "aria-hidden": "true" }, label), options.map((option) => this.item(option)));
  }

  item(option) {
    const chosen = this.isChosen(option);
    const props = { id: uniqueId("option"), class: "combo-option", role: "option", "aria-selected": String(chosen) };
    return h("div", { ...props, onclick: () => this.take(option) },
      h("span", {}, option.label), option.description && h("small", {}, option.description), chosen && icon("check"));
  }

  isChosen({ key }) {
    return this.chosen.some((option) => option.key === key);
  }

  activate(index) {
    const nodes = [...this.list.querySelectorAll("[role=option]")];
    this.active = nodes.length ? (index + nodes.length) % nodes.length : -1;
    nodes.forEach((node, position) => node.classList.toggle("active", position === this.active));
    nodes[this.active]?.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", nodes[this.active]?.id ?? "");
  }

  key(event) {
    const { key, isComposing } = event;
    if (isComposing) return;
    if (key === "ArrowDown" || key === "ArrowUp") this.arrow(event, key === "ArrowDown" ? 1 : -1);
    else if (key === "Enter" && this.isOpen && !event.ctrlKey && !event.metaKey) this.enter(event);
    else if (key === "Escape" && this.isOpen) this.escape(event);
    else if (key === "Backspace" && this.many && !this.input.value && this.chosen.length) this.pick(this.chosen.slice(0, -1));
  }

  arrow(event, step) {
    event.preventDefault();
    if (this.isOpen) this.activate(this.active + step);
    else this.open();
  }

  enter(event) {
    event.preventDefault();
    if (this.options[this.active]) this.take(this.options[this.active]);
  }

  escape(event) {
    event.preventDefault();
    event.stopPropagation();
    this.close();
  }

  take(option) {
    if (!this.many) return this.pick([option]);
    const others = this.chosen.filter(({ key }) => key !== option.key);
    const chosen = others.length < this.chosen.length ? others : [...this.chosen, option];
    return chosen.length <= this.limit ? this.pick(chosen) : undefined;
  }

  /** The button that empties hides itself, so the focus goes where one chooses anew. */
  empty() {
    this.input.focus();
    return this.pick([]);
  }

  async pick(chosen) {
    const before = this.chosen;
    this.chosen = chosen;
    this.close();
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
    const went = await this.choose(chosen.map(({ raw }) => raw));
    if (went || !this.revertOnRefusal) return;
    this.chosen = before;
    this.show();
  }

  leave() {
    this.close();
  }

  close() {
    if (this.isOpen) this.list.hidePopover();
    this.input.setAttribute("aria-expanded", "false");
    this.input.setAttribute("aria-activedescendant", "");
    this.show();
  }
}
