// Block Kit blocks as DOM nodes: one small drawer per type, a visible note for any other.

import { h } from "./dom.js";
import { renderElement } from "./elements.js";
import { inputBlock } from "./field.js";
import { enlargeable, slackFileAddress } from "./files.js";
import { t } from "./i18n.js";
import { reconcile } from "./keyed.js";
import { markdown } from "./markdown.js";
import { renderText } from "./mrkdwn.js";
import { richText } from "./richtext.js";

const drawers = {
  section,
  actions: (block, surface) =>
    h("div", { class: "block-actions" }, block.elements.map((element) => renderElement(element, block, surface))),
  context: (block) => h("div", { class: "block-context" }, block.elements.map(contextElement)),
  divider: () => h("hr", { class: "block-divider" }),
  header: (block) => h("h2", { class: "block-header" }, renderText(block.text, "span")),
  image: (block) =>
    h("figure", { class: "block-image" }, block.title && h("figcaption", {}, renderText(block.title, "span")), figure(block)),
  input: inputBlock,
  markdown: (block) => markdown(block.text),
  rich_text: richText,
  video: (block) => h("p", { class: "unknown" }, t("no_video", { title: block.title?.text ?? "" })),
};

const renderBlock = (block, surface) =>
  drawers[block.type]?.(block, surface) ?? h("p", { class: "unknown" }, t("unknown_block", { type: block.type }));

export const renderBlocks = (blocks, surface) =>
  h("div", { class: "blocks" }, blocks.map((block) => renderBlock(block, surface)));

/** Draws blocks into a container again, leaving alone those that did not change. */
export function updateBlocks(container, owner, blocks, surface) {
  reconcile(container, blocks.map((block, index) => ({
    key: `${owner}/${block.block_id ?? index}`,
    signature: JSON.stringify(block),
    render: () => renderBlock(block, surface),
  })));
}

function section(block, surface) {
  const body = h("div", { class: "section-body" },
    block.text && renderText(block.text),
    block.fields && h("div", { class: "fields" }, block.fields.map((field) => renderText(field))));
  return h("div", { class: "block-section" }, body, block.accessory && accessory(block, surface));
}

function accessory(block, surface) {
  const { accessory: element } = block;
  const wide = /select|picker|radio|checkboxes/.test(element.type) ? " accessory-wide" : "";
  const content = element.type === "image" ? picture(element) : renderElement(element, block, surface);
  return h("div", { class: `accessory accessory-${element.type}${wide}` }, content);
}

const contextElement = (element) => (element.type === "image" ? picture(element) : renderText(element, "span"));

const figure = (block) => (block.slack_file ? enlargeable(slackFileAddress(block.slack_file), picture(block)) : picture(block));

function picture({ image_url: url, slack_file: file, alt_text: alt }) {
  const lost = () => image.replaceWith(h("span", { class: "image-missing", role: "img", "aria-label": alt }, alt || t("image_missing")));
  const image = h("img", { src: file ? slackFileAddress(file) : url, alt, loading: "lazy", referrerpolicy: "no-referrer", onerror: lost });
  return image;
}
