// What a control itself finds wrong with the text in it, as soon as it is left.

import { h, uniqueId } from "./dom.js";

/** Marks the text as wrong, saying why; with null it is right again. */
export function complain(input, text) {
  if (input.validationMessage === (text ?? "")) return;
  input.setCustomValidity(text ?? "");
  input.setAttribute("aria-invalid", String(Boolean(text)));
  input.dispatchEvent(new Event("complaint", { bubbles: true }));
}

const complaining = (root) => [...root.querySelectorAll("input")].find(({ validity }) => validity.customError);

export const complaintIn = (root) => complaining(root)?.validationMessage ?? null;

/** A control outside of a form's fields, with a place below it for what is wrong. */
export function withComplaint(control) {
  const note = h("p", { id: uniqueId("complaint"), class: "field-error", role: "alert", hidden: true });
  const place = h("div", { class: "complaining" }, control, note);
  place.addEventListener("complaint", ({ target }) => {
    note.textContent = complaintIn(control);
    note.hidden = !note.textContent;
    target.setAttribute("aria-describedby", note.hidden ? "" : note.id);
  });
  return place;
}
