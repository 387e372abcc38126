// Where blocks stand (a message, a modal, the Home) and what touching one of their elements sends.

import { act } from "./api.js";
import { store } from "./app.js";
import { debounce } from "./dom.js";
import { initialValue, statefulElements } from "./values.js";

const TYPING_PAUSE_MS = 400;

const drafts = new Map();
const draftsOf = (place) => drafts.get(place) ?? drafts.set(place, new Map()).get(place);
const slot = (block, element) => JSON.stringify([block.block_id, element.action_id]);

/** A message keeps what each person chose in it, as Slack does, so that it outlives a change of the message. */
export function messageSurface(channel, { ts }) {
  const typed = draftsOf([store.state.me.id, channel, ts].join("/"));
  const container = { type: "message", channel, ts };
  const draft = (block, element, value) => typed.set(slot(block, element), value);
  const commit = (block, element, value) => {
    draft(block, element, value);
    return click(container, block, element, value);
  };
  return {
    value: (block, element) => typed.get(slot(block, element)) ?? initialValue(element),
    draft,
    keep: draft,
    commit,
    enter: commit,
    press: (block, element) => click(container, block, element),
    options: (block, element, query) => options({ channel, ts }, block, element, query),
  };
}

/** A view keeps what was typed by block and action, so that it outlives a new drawing of the view. */
export function viewSurface({ id }, known = {}) {
  const typed = draftsOf(id);
  const container = { type: "view", view_id: id };
  const send = (block, element, value) =>
    act("set", { view_id: id, block_id: block.block_id, action_id: element.action_id, value }, { quiet: !block.dispatch_action });
  const pauses = new Map();  // one a field: whoever goes on to the next field has paused in this one
  const sendLater = (block, element, value) => {
    const key = slot(block, element);
    if (!pauses.has(key)) pauses.set(key, debounce(send, TYPING_PAUSE_MS));
    pauses.get(key)(block, element, value);
  };
  return {
    value: (block, element) =>
      typed.get(slot(block, element)) ?? known[block.block_id]?.[element.action_id] ?? initialValue(element),
    draft(block, element, value) {
      typed.set(slot(block, element), value);
      if (sendsWhileTyping(block, element)) sendLater(block, element, value);
    },
    /** What is no value yet, such as half a date, stays here and is sent nowhere. */
    keep: (block, element, value) => typed.set(slot(block, element), value),
    commit(block, element, value) {
      typed.set(slot(block, element), value);
      return block.type === "input" ? send(block, element, value) : click(container, block, element, value);
    },
    /** Enter in a text that dispatches: the app hears of it, whatever else it waits for. */
    enter: (block, element, value) => click(container, block, element, value),
    press: (block, element) => click(container, block, element),
    options: (block, element, query) => options({ view_id: id }, block, element, query),
    settle: () => pauses.forEach((pause) => pause.cancel()),
  };
}

/** Every value of a view, as view_submission carries them. */
export function valuesOf(view, surface) {
  const values = {};
  for (const block of view.blocks) {
    for (const element of statefulElements(block)) {
      values[block.block_id] = { ...values[block.block_id], [element.action_id]: surface.value(block, element) };
    }
  }
  return values;
}

export function forgetDrafts(viewId) {
  drafts.delete(viewId);
}

/** A text that dispatches only on Enter is not sent at every pause. */
function sendsWhileTyping(block, element) {
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  return !block.dispatch_action || triggers.includes("on_character_entered");
}

const click = (container, { block_id }, { action_id, value: pressed }, value) =>
  act("click", { container, block_id, action_id, pressed, value });

const options = (where, { block_id }, { action_id }, query) =>
  act("options", { ...where, block_id, action_id, query });
