// Blocks that frame others or a short thing: alerts, cards, carousels, containers, tasks and plans.

import { renderElement } from "./elements.js";
import { h, link } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { renderText } from "./mrkdwn.js";
import { picture } from "./picture.js";
import { richText } from "./richtext.js";

export const alert = ({ text, level = "default" }) =>
  h("div", { class: `block-alert alert-${level}`, role: level === "error" || level === "warning" ? "alert" : "note" },
    level !== "default" && h("strong", { class: "alert-level" }, t(`alert_${level}`)), renderText(text));

export function card(block, surface) {
  const { hero_image: hero, title, subtitle, body, subtext, actions = [] } = block;
  return h("article", { class: "block-card" },
    hero && h("div", { class: "card-hero" }, picture(hero)),
    heading(block, title && renderText(title), subtitle),
    body && renderText(body),
    subtext && h("div", { class: "card-subtext" }, renderText(subtext)),
    actions.length > 0 && h("div", { class: "block-actions" }, actions.map((element) => renderElement(element, block, surface))));
}

function heading({ icon: image, slack_icon: named }, title, subtitle) {
  if (!title && !subtitle && !image && !named) return null;
  return h("header", { class: "card-heading" },
    image && h("div", { class: "card-icon" }, picture(image)),
    named && h("span", { class: "card-named-icon", "aria-hidden": "true" }, named.name.slice(0, 1).toUpperCase()),
    h("div", { class: "card-titles" }, title && h("div", { class: "card-title" }, title), subtitle && h("div", { class: "card-subtitle" }, renderText(subtitle))));
}

export const carousel = ({ elements }, surface) =>
  h("div", { class: "block-carousel", role: "group", tabindex: "0", "aria-label": t("carousel", { count: elements.length }) },
    elements.map((one) => card(one, surface)));

/** A container draws its children with `drawChild`, since blocks.js knows how and knows this module. */
export const container = (drawChild) => (block, surface) => {
  const { title, rich_text_title: rich, subtitle, width = "standard", is_collapsible: folds, default_collapsed: folded } = block;
  const head = heading(block, rich ? richText(rich) : renderText(title), subtitle);
  const body = h("div", { class: "blocks container-body" }, block.child_blocks.map((child) => drawChild(child, surface)));
  const look = `block-container container-${width}${block.has_header_divider ? " container-divided" : ""}`;
  if (!folds) return h("section", { class: look }, head, body);
  return h("details", { class: look, open: !folded }, h("summary", {}, head), body);
};

const SIGNS = { pending: "clock", in_progress: "more", complete: "check", error: "fault" };

export function taskCard({ title, status, details, output, sources = [] }) {
  return h("article", { class: `block-task task-${status}` },
    h("header", { class: "task-head" }, icon(SIGNS[status]), h("strong", {}, title), h("span", { class: "task-status" }, t(`task_${status}`))),
    details && richText(details),
    output && richText(output),
    sources.length > 0 && h("ul", { class: "task-sources" }, sources.map(({ url, text }) => h("li", {}, link(url, text)))));
}

export const plan = ({ title, tasks = [] }) =>
  h("section", { class: "block-plan" }, h("h3", {}, title), tasks.map(taskCard));
