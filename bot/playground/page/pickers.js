// Pickers of a date or a time from blocks.

import { withComplaint } from "./complaint.js";
import { confirmed, hooks, isClearable, nameOf } from "./controls.js";
import { DateField } from "./datefield.js";
import { t } from "./i18n.js";
import { TimeBox } from "./timebox.js";
import { held, valueOf } from "./values.js";

export const pickerSettings = (element, block) => ({
  attributes: hooks(element, block),
  name: nameOf(element, block),
  clearable: isClearable(block),
  revertOnRefusal: Boolean(element.confirm),
});

export const sendPicked = (element, block, surface, picked) =>
  confirmed(element, () => surface.commit(block, element, valueOf(element, picked)));

/** In a form the field says what is wrong with a time; elsewhere the picker does. */
export const withOwnComplaint = (block, node) => (block.type === "input" ? node : withComplaint(node));

export function dateInput(element, block, surface) {
  const field = new DateField({
    ...pickerSettings(element, block),
    placeholder: element.placeholder?.text ?? t("choose_date"),
    chosen: held(surface.value(block, element)),
    choose: (day) => sendPicked(element, block, surface, day),
  });
  return field.node;
}

export function timeInput(element, block, surface) {
  const box = new TimeBox({
    ...pickerSettings(element, block),
    placeholder: element.placeholder?.text ?? t("choose_time"),
    time: held(surface.value(block, element)),
    choose: ([time = null]) => sendPicked(element, block, surface, time),
    keep: (text) => surface.keep(block, element, valueOf(element, text)),
  });
  return withOwnComplaint(block, box.node);
}
