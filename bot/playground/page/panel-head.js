// The heading every side panel has.

import { store } from "./app.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";

/** A title, what else belongs beside it, and the close button. */
export const panelHead = (title, { extra = null, label = t("close_panel"), close = closePanel } = {}) =>
  h("header", { class: "panel-head" }, h("h2", {}, title), extra,
    h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick: close }, icon("close")));

function closePanel() {
  store.dispatch({ type: "panel", panel: null });
}
