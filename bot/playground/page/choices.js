// Radio buttons and checkboxes from blocks.

import { confirmed, hooks, nameOf } from "./controls.js";
import { h, uniqueId } from "./dom.js";
import { renderText } from "./mrkdwn.js";
import { held, valueOf } from "./values.js";

const sameOption = (one, other) => one?.value === other?.value;

export const radioButtons = (element, block, surface) => group("radio", element, block, surface);

export const checkboxes = (element, block, surface) => group("checkbox", element, block, surface);

function group(kind, element, block, surface) {
  const name = uniqueId(kind);
  const chosen = [held(surface.value(block, element))].flat();
  const inputs = element.options.map((option) =>
    h("input", { type: kind, name, value: option.value ?? "", checked: chosen.some((other) => sameOption(other, option)), ...hooks(element, block) }));
  const changed = async () => {
    const value = valueOf(element, kind === "radio" ? picked(inputs, element)[0] : picked(inputs, element));
    const before = [held(surface.value(block, element))].flat();
    if (!(await confirmed(element, () => surface.commit(block, element, value)))) restore(inputs, element, before);
  };
  return h("div", { class: "choices", role: kind === "radio" ? "radiogroup" : "group", "aria-label": nameOf(element, block), onchange: changed },
    inputs.map((input, index) => choice(input, element.options[index])));
}

const picked = (inputs, { options }) => options.filter((_, index) => inputs[index].checked);

function restore(inputs, { options, confirm }, before) {
  if (!confirm) return;
  inputs.forEach((input, index) => (input.checked = before.some((other) => sameOption(other, options[index]))));
}

function choice(input, option) {
  return h("label", { class: "choice" }, input,
    h("span", {}, renderText(option.text, "span"), option.description && h("small", {}, renderText(option.description, "span"))));
}
