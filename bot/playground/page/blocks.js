// Block Kit blocks as DOM nodes: one small drawer per type, a visible note for any other.

import { alert, card, carousel, container, plan, taskCard } from "./cards.js";
import { chart } from "./charts.js";
import { h, link } from "./dom.js";
import { renderElement } from "./elements.js";
import { inputBlock } from "./field.js";
import { enlargeable, slackFileAddress } from "./files.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { reconcile } from "./keyed.js";
import { markdown } from "./markdown.js";
import { renderText } from "./mrkdwn.js";
import { picture } from "./picture.js";
import { richText } from "./richtext.js";
import { dataTable, table } from "./tables.js";

const drawers = {
  section,
  actions: row,
  context_actions: row,
  alert,
  card,
  carousel,
  container: container((child, surface) => renderBlock(child, surface)),
  plan,
  task_card: taskCard,
  table,
  data_table: dataTable,
  data_visualization: chart,
  context: (block) => h("div", { class: "block-context" }, block.elements.map(contextElement)),
  divider: () => h("hr", { class: "block-divider" }),
  header: (block) => h("h2", { class: "block-header" }, renderText(block.text, "span")),
  image: (block) =>
    h("figure", { class: "block-image" }, block.title && h("figcaption", {}, renderText(block.title, "span")), figure(block)),
  input: inputBlock,
  markdown: (block) => markdown(block.text),
  rich_text: richText,
  video,
  file: ({ external_id: name }) => h("div", { class: "block-file" }, icon("file"), h("span", {}, name)),
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

function row(block, surface) {
  return h("div", { class: "block-actions" }, block.elements.map((element) => renderElement(element, block, surface)));
}

/** A video's card: what it is and where it plays, since a player from elsewhere has no place here. */
function video({ title, title_url: url, video_url: address, thumbnail_url: thumbnail, alt_text: alt, description, author_name: author, provider_name: provider }) {
  const from = [author, provider].filter(Boolean).join(" · ");
  return h("div", { class: "block-video" },
    picture({ image_url: thumbnail, alt_text: alt }),
    h("div", {},
      h("div", { class: "video-title" }, link(url ?? address, title.text)),
      description && renderText(description),
      from && h("div", { class: "video-from" }, from)));
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
