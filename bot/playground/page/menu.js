// A menu that a button opens: arrows move, Escape and a click elsewhere close.

import { h, uniqueId } from "./dom.js";
import { showBeside } from "./popup.js";

/** `items()` is asked at each opening and gives [{label, description?, choose}]. */
export function menu(control, name, items) {
  const id = uniqueId("menu");
  const list = h("div", { id, class: "menu", role: "menu", "aria-label": name, popover: "auto", onkeydown: (event) => move(event, list) });
  const open = () => {
    list.replaceChildren(...items().map((item) => menuItem(item, list)));
    showBeside(control, list);
    list.firstElementChild?.focus();
  };
  control.setAttribute("aria-haspopup", "menu");
  control.setAttribute("aria-expanded", "false");
  control.addEventListener("click", open);
  list.addEventListener("toggle", ({ newState }) => control.setAttribute("aria-expanded", String(newState === "open")));
  return h("span", { class: "menu-anchor" }, control, list);
}

function menuItem({ label, description, choose }, list) {
  const chosen = () => {
    list.hidePopover();
    choose();
  };
  return h("button", { type: "button", role: "menuitem", tabindex: -1, onclick: chosen },
    h("span", {}, label), description && h("small", {}, description));
}

function move(event, list) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Tab") list.hidePopover();
  if (!step) return;
  event.preventDefault();
  const items = [...list.children];
  items.at((items.indexOf(document.activeElement) + step) % items.length).focus();
}
