// What is wrong with the fields of a form, said beside each of them.

import { complaintIn } from "./complaint.js";
import { h, testId } from "./dom.js";
import { withEmoji } from "./emoji.js";

/** Shows these errors, {block_id: text}, in their fields and takes away all others. */
export function showErrors(root, errors) {
  for (const field of root.querySelectorAll("[data-field]")) showError(field, errors[field.dataset.field] ?? complaintIn(field));
}

/** Says what is wrong with a field, aloud if it was just done; nothing for no text. */
export function showError(field, text, { aloud = false } = {}) {
  field.querySelector(".field-error")?.remove();
  field.classList.toggle("field-wrong", Boolean(text));
  const control = field.querySelector("[aria-labelledby]");
  if (!control) return;
  control.setAttribute("aria-invalid", String(Boolean(text)));
  const hint = field.querySelector(".field-hint")?.id ?? "";
  const described = text ? `${control.id}-error ${hint}` : hint;
  control.setAttribute("aria-describedby", described.trim());
  if (text) field.insertBefore(errorNote(text, control, field, aloud), field.querySelector(".field-hint"));
}

const errorNote = (text, control, field, aloud) =>
  h("p", { id: `${control.id}-error`, class: "field-error", role: aloud ? "alert" : null, ...testId(`error-${field.dataset.field}`) }, withEmoji(text));

export function focusFirstError(root) {
  const field = root.querySelector(".field-wrong");
  field?.scrollIntoView({ block: "center" });
  const control = field?.querySelector("input:invalid") ?? field?.querySelector("input, textarea, [role=textbox], [role=combobox]") ?? field?.querySelector("button");
  control?.focus();
}
