// An input block: label, control, hint and error, tied together for every reader.

import { complaintIn } from "./complaint.js";
import { h, testId, uniqueId } from "./dom.js";
import { renderElement } from "./elements.js";
import { withEmoji } from "./emoji.js";
import { showError } from "./field-errors.js";
import { t } from "./i18n.js";

export function inputBlock(block, surface) {
  const id = uniqueId("field");
  const content = renderElement(block.element, block, surface);
  const control = mainControl(content);
  const label = h("label", { id: `${id}-label`, class: "field-label" }, withEmoji(block.label.text),
    block.optional && h("span", { class: "field-optional" }, ` ${t("optional")}`));
  const hint = block.hint && h("p", { id: `${id}-hint`, class: "field-hint" }, withEmoji(block.hint.text));
  name(control, label, block, hint, id);
  const field = h("div", { class: "field", ...testId(`field-${block.block_id}`) }, label, content, hint);
  field.dataset.field = block.block_id;
  field.addEventListener("complaint", () => showError(field, complaintIn(field), { aloud: true }));
  return field;
}

const TYPED = "input, textarea, [role=textbox]";
const CONTROL = `${TYPED}, [role=radiogroup], [role=group]`;

const mainControl = (content) =>
  (content.matches(CONTROL) ? content : content.querySelector("[role=combobox]") ?? content.querySelector(CONTROL)) ?? content;

function name(control, label, block, hint, id) {
  const isField = control.matches(`${TYPED}, button`);
  control.id = id;
  control.removeAttribute("aria-label");
  control.setAttribute("aria-labelledby", label.id);
  if (isField) label.htmlFor = id;
  if (control.contentEditable === "true") label.onclick = () => control.focus();
  if (isField && !block.optional) control.setAttribute("aria-required", "true");
  if (hint) control.setAttribute("aria-describedby", hint.id);
}
