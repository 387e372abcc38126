// What may go wrong on demand: faults of the Web API, and of the connection to the app.

import { store } from "./app.js";
import { act, whileBusy } from "./api.js";
import { h, testId, uniqueId } from "./dom.js";
import { t } from "./i18n.js";
import { panelHead } from "./panel-head.js";

const KINDS = ["rate_limit", "error", "outage", "delay", "lose_answer", "lose_call"];
const TIMED = ["rate_limit", "delay"];
const LATE_SECONDS = 4;

export function mountFaults(root) {
  root.dataset.testid = "faults";
  const head = h("div");
  const form = h("form", { class: "fault-form" });
  const connection = h("div", { class: "fault-connection" });
  const list = h("div");
  root.append(head, form, list, connection);
  store.watch(({ me, methods }) => [me, methods], (me, methods) => {
    head.replaceChildren(panelHead(t("faults")), h("p", { class: "panel-lead" }, t("faults_lead")));
    fillForm(form, methods);
    connection.replaceChildren(h("h3", {}, t("faults_connection")), ...CONNECTION.map(connectionButton));
  });
  store.watch(({ me, faults }) => [me, faults], (me, faults) => list.replaceChildren(...underWay(faults)));
}

function fillForm(form, methods) {
  const names = uniqueId("methods");
  const method = h("input", { class: "text-input", list: names, value: "*", required: true, autocomplete: "off", ...testId("fault-method") });
  const kind = h("select", { class: "text-input", ...testId("fault-kind"), onchange: () => fit() }, KINDS.map((name) => h("option", { value: name }, t(`fault_${name}`))));
  const seconds = h("input", { class: "text-input", type: "number", min: 0, max: 3600, step: "any", value: 2, required: true, ...testId("fault-seconds") });
  const code = h("input", { class: "text-input", value: "channel_not_found", required: true, autocomplete: "off", ...testId("fault-code") });
  const times = h("input", { class: "text-input", type: "number", min: 1, value: 1, required: true, ...testId("fault-times") });
  const fields = { seconds: field("fault_seconds", seconds), code: field("fault_code", code) };
  const fit = () => {
    fields.seconds.hidden = seconds.disabled = !TIMED.includes(kind.value);
    fields.code.hidden = code.disabled = kind.value !== "error";
  };
  form.onsubmit = (event) => {
    event.preventDefault();
    whileBusy(form, () => act("add_fault", { method: method.value, kind: kind.value, times: Number(times.value), seconds: Number(seconds.value), code: code.value }));
  };
  form.replaceChildren(
    field("fault_method", method), h("datalist", { id: names }, ["*", ...methods].map((name) => h("option", { value: name }))),
    field("fault_kind", kind), fields.seconds, fields.code, field("fault_times", times),
    h("button", { type: "submit", class: "btn btn-primary", ...testId("fault-add") }, t("fault_add")));
  fit();
}

const field = (label, input) => h("label", { class: "fault-field" }, h("span", {}, t(label)), input);

function underWay(faults) {
  if (!faults.length) return [h("p", { class: "panel-empty" }, t("faults_none"))];
  const clear = h("button", { type: "button", class: "btn btn-small", onclick: () => act("clear_faults"), ...testId("faults-clear") }, t("faults_clear"));
  return [h("ul", { class: "fault-list" }, faults.map(item)), h("p", { class: "fault-clear" }, clear)];
}

function item({ number, kind, method, times, seconds, code }) {
  const what = [t(`fault_${kind}`), kind === "error" && code, TIMED.includes(kind) && t("fault_for", { seconds })].filter(Boolean).join(" · ");
  const left = times === null ? t("fault_always") : t("fault_left", { count: times });
  return h("li", { class: "fault" },
    h("span", { class: "fault-text" }, h("strong", { class: "fault-name" }, method === "*" ? t("fault_every") : method), h("span", {}, what), h("span", { class: "fault-left" }, left)),
    h("button", { type: "button", class: "btn btn-small", "aria-label": t("fault_remove_named", { what, method }), onclick: () => act("remove_fault", { number }) }, t("fault_remove")));
}

const CONNECTION = [["drop_connections", {}], ["repeat_event", {}], ["delay_acknowledgement", { seconds: LATE_SECONDS }]];

const connectionButton = ([name, args]) =>
  h("button", { type: "button", class: "btn btn-small", onclick: ({ currentTarget }) => whileBusy(currentTarget, () => act(name, args)), ...testId(name) }, t(name, args));
