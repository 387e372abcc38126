// Buttons and overflow menus from blocks.

import { whileBusy } from "./api.js";
import { store } from "./app.js";
import { confirmed, hooks, nameOf } from "./controls.js";
import { h, safeUrl } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { menu } from "./menu.js";

const look = ({ style }) => `btn${style ? ` btn-${style}` : ""}`;

const press = (element, block, surface) => ({ currentTarget: control }) =>
  confirmed(element, () => whileBusy(control, () => surface.press(block, element)));

export function button(element, block, surface) {
  const shared = { class: look(element), "aria-label": element.accessibility_label, onclick: press(element, block, surface), ...hooks(element, block) };
  const label = withEmoji(element.text?.text ?? element.action_id);
  return element.url && safeUrl(element.url)
    ? h("a", { ...shared, href: element.url, target: "_blank", rel: "noopener noreferrer" }, label)
    : h("button", { ...shared, type: "button" }, label);
}

/** A workflow is Slack's own to run, which is not here: the button stands and says so. */
export const workflowButton = (element, block) =>
  h("button", { type: "button", class: look(element), "aria-disabled": "true", title: t("no_workflow"), "aria-label": element.accessibility_label, ...hooks(element, block) },
    withEmoji(element.text.text));

export function feedbackButtons(element, block, surface) {
  const choice = ({ text, value, accessibility_label: name }, sign) => {
    const press = () => whileBusy(control, () => surface.commit(block, element, { text, value }));
    const control = h("button", { type: "button", class: "btn", "aria-label": name, onclick: press, ...hooks(element, block) }, `${sign} `, withEmoji(text.text));
    return control;
  };
  return h("span", { class: "block-actions", role: "group" }, choice(element.positive_button, "👍"), choice(element.negative_button, "👎"));
}

export function iconButton(element, block, surface) {
  const { visible_to_user_ids: seenBy, text, accessibility_label: name = text.text } = element;
  if (seenBy && !seenBy.includes(store.state.me.id)) return h("span", { hidden: true });
  return h("button", { type: "button", class: "btn btn-icon", "aria-label": name, title: text.text, onclick: press(element, block, surface), ...hooks(element, block) }, icon(element.icon));
}

export function overflow(element, block, surface) {
  const name = element.accessibility_label ?? t("more_actions");
  const control = h("button", { type: "button", class: "btn btn-icon", "aria-label": name, ...hooks(element, block) }, icon("more"));
  const choose = (option) => {
    if (safeUrl(option.url)) window.open(option.url, "_blank", "noopener");
    const value = { type: "overflow", selected_option: option };
    confirmed(element, () => whileBusy(control, () => surface.commit(block, element, value)));
  };
  return menu(control, nameOf(element, block), () =>
    element.options.map((option) => ({ label: withEmoji(option.text.text), description: option.description?.text, choose: () => choose(option) })));
}
