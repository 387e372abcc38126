// The playground's own bar: menu, connection to the app, time, and the side panels' buttons.

import { displayName, store } from "./app.js";
import { avatar } from "./avatar.js";
import { byId, h } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { mountTimebar } from "./timebar.js";

export function mountTopbar() {
  const start = h("div", { class: "topbar-start" });
  const time = h("div", { class: "timebar", role: "group" });
  const toggles = h("div", { class: "topbar-end" });
  byId("topbar").append(start, time, toggles);
  store.watch(({ me, connected, ui }) => [me, connected, ui.drawer], (me, connected, drawer) =>
    start.replaceChildren(menuButton(drawer), brand(), whoActs(me), connection(connected)));
  mountTimebar(time);
  store.watch(({ me, ui, guide }) => [me, ui.panel, ui.thread, guide], (me, panel, thread, guide) =>
    redraw(toggles, [guide.length > 0 && "guide", "inspector", "faults", "about"].filter(Boolean).map((name) => toggle(name, panel === name && !thread))));
}

const GLYPHS = { guide: "guide", inspector: "calls", faults: "fault", about: "help" };

function toggle(name, open) {
  return h("button", { type: "button", class: "bar-button", "aria-expanded": String(open), "aria-controls": "panel", title: t(name), "aria-label": t(name),
    onclick: () => store.dispatch({ type: "panel", panel: name }), dataset: { testid: `toggle-${name}` } },
    icon(GLYPHS[name]), h("span", { class: "bar-label" }, t(name)));
}

function redraw(root, nodes) {
  const focused = root.contains(document.activeElement) ? document.activeElement.dataset.testid : null;
  root.replaceChildren(...nodes);
  nodes.find(({ dataset }) => dataset.testid === focused)?.focus();
}

const menuButton = (open) =>
  h("button", {
    type: "button", class: "bar-button menu-button", "aria-label": t(open ? "close_menu" : "open_menu"),
    "aria-expanded": String(open), "aria-controls": "drawer", dataset: { testid: "menu" },
    onclick: () => store.dispatch({ type: "drawer", open: !open }),
  }, icon(open ? "close" : "menu"));

const brand = () => h("span", { class: "brand" }, h("span", { class: "brand-mark", "aria-hidden": "true" }), t("playground"));

const whoActs = (me) =>
  h("button", {
    type: "button", class: "bar-person", "aria-label": `${t("acting_as")} ${displayName(me)}`,
    onclick: () => store.dispatch({ type: "drawer", open: true }),
  }, avatar(me, "small"), h("span", {}, displayName(me)));

const connection = (connected) =>
  h("span", { class: connected ? "connection on" : "connection", title: t(connected ? "app_connected" : "app_disconnected") },
    h("span", { class: "connection-text" }, t(connected ? "app_connected" : "app_disconnected")));
