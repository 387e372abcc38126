// What every interactive element shares: its hooks, its name, and asking before it acts.

import { confirm } from "./confirm.js";

export const hooks = (element, block) => ({ dataset: { actionId: element.action_id ?? "", blockId: block.block_id ?? "" } });

/** A name for an element that stands without a label of its own. */
export const nameOf = (element, block) =>
  element.accessibility_label ?? block.label?.text ?? element.placeholder?.text ?? block.text?.text ?? element.action_id;

/** Only an input that may stay empty can be emptied again. */
export const isClearable = ({ type, optional }) => type === "input" && Boolean(optional);

/** Runs `send` unless the element asks for a confirmation that is refused; true when it went through. */
export async function confirmed(element, send) {
  if (element.confirm && !(await confirm(element.confirm))) return false;
  return (await send()).ok;
}
