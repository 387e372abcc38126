// The last calls between the app and the workspace, with their payloads.

import { store } from "./app.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { reconcile } from "./keyed.js";
import { panelHead } from "./panel-head.js";
import { format } from "./time.js";

export function mountInspector(root) {
  root.dataset.testid = "inspector";
  const head = h("div");
  const empty = h("p", { class: "panel-empty" });
  const list = h("ol", { class: "calls" });
  root.append(head, empty, list);
  store.watch(({ me }) => [me], () => {
    head.replaceChildren(panelHead(t("inspector"), { extra: clearButton() }), h("p", { class: "panel-lead" }, t("inspector_title")));
    empty.textContent = t("inspector_empty");
  });
  store.watch(({ me, calls, ui }) => [me, ui.panel === "inspector" ? calls : null], (me, calls) => {
    if (!calls) return;
    empty.hidden = calls.length > 0;
    reconcile(list, calls.map((call) => ({ key: call.number, signature: me.locale + me.tz, render: () => callItem(call) })));
  });
}

const clearButton = () =>
  h("button", { type: "button", class: "btn btn-small", onclick: () => store.dispatch({ type: "calls_cleared" }) }, t("inspector_clear"));

function callItem(call) {
  const fill = () => {
    if (details.open && details.children.length === 1) details.append(json("payload", call.payload), json("response", call.response));
  };
  const details = h("details", { ontoggle: fill }, summary(call));
  return h("li", { class: "call" }, details);
}

function summary({ direction, name, ok, error, at }) {
  const [way, arrow, meaning] = direction === "out" ? ["to-app", "→", t("call_in")] : ["from-app", "←", t("call_out")];
  return h("summary", {},
    h("span", { class: `call-way ${way}`, role: "img", "aria-label": meaning, title: meaning }, arrow),
    h("span", { class: "call-name" }, name),
    h("span", { class: ok ? "call-result" : "call-result call-error" }, ok ? "ok" : error ?? "error"),
    h("time", { class: "call-time", datetime: at }, format(new Date(at), { timeStyle: "medium" })));
}

const json = (key, value) =>
  h("div", { class: "call-json" }, h("p", {}, t(key)), h("pre", { tabindex: 0 }, JSON.stringify(value ?? null, null, 2)));
