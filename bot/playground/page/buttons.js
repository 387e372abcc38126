// Buttons and overflow menus from blocks.

import { whileBusy } from "./api.js";
import { confirmed, hooks, nameOf } from "./controls.js";
import { h, safeUrl } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { menu } from "./menu.js";

export function button(element, block, surface) {
  const press = () => confirmed(element, () => whileBusy(control, () => surface.press(block, element)));
  const shared = { class: `btn${element.style ? ` btn-${element.style}` : ""}`, "aria-label": element.accessibility_label, onclick: press, ...hooks(element, block) };
  const label = withEmoji(element.text?.text ?? element.action_id);
  const control = element.url && safeUrl(element.url)
    ? h("a", { ...shared, href: element.url, target: "_blank", rel: "noopener noreferrer" }, label)
    : h("button", { ...shared, type: "button" }, label);
  return control;
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
