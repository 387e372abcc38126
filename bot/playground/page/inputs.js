// Inputs one types into: text, numbers, addresses.

import { hooks, nameOf } from "./controls.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { locale } from "./time.js";
import { held, valueOf } from "./values.js";

const NEAR_LIMIT = 0.1;

const shared = (element, block) => ({
  ...hooks(element, block),
  "aria-label": nameOf(element, block),
  placeholder: element.placeholder?.text,
  autocomplete: "off",
});

export function textInput(element, block, surface) {
  const field = h(element.multiline ? "textarea" : "input", {
    ...shared(element, block), class: "text-input", value: held(surface.value(block, element)) ?? "", rows: element.multiline ? 4 : null,
  });
  listen(field, element, block, surface, () => valueOf(element, field.value || null));
  return element.max_length ? h("div", { class: "counted" }, field, counter(field, element.max_length)) : field;
}

export const typedInput = (type) => (element, block, surface) => {
  const field = h("input", { ...shared(element, block), type, class: "text-input", value: held(surface.value(block, element)) ?? "" });
  listen(field, element, block, surface, () => valueOf(element, field.value.trim() || null));
  return field;
};

export function numberInput(element, block, surface) {
  const field = h("input", { ...shared(element, block), class: "text-input", inputmode: "decimal", value: held(surface.value(block, element)) ?? "" });
  listen(field, element, block, surface, () => valueOf(element, field.value.trim().replace(",", ".") || null));
  return field;
}

/** What is typed is kept as a draft at once; Enter in a one-line field tells the app where the block dispatches. */
function listen(field, element, block, surface, read) {
  field.addEventListener("input", () => surface.draft(block, element, read()));
  field.addEventListener("keydown", ({ key, isComposing }) => {
    const enters = key === "Enter" && !isComposing && field.tagName === "INPUT" && block.dispatch_action;
    if (enters) surface.enter(block, element, read());
  });
}

function counter(field, limit) {
  const note = h("span", { class: "counter", role: "status" });
  const update = () => {
    const left = limit - field.value.length;
    note.hidden = left > Math.max(20, limit * NEAR_LIMIT);
    note.textContent = left.toLocaleString(locale());
    note.setAttribute("aria-label", t("characters_left", { count: left }));
    note.classList.toggle("over", left < 0);
  };
  field.addEventListener("input", update);
  update();
  return note;
}
