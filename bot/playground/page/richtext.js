// rich_text blocks as DOM nodes: sections, lists, quotes, preformatted text.

import { writeDate } from "./dates.js";
import { h, link } from "./dom.js";
import { emoji } from "./emoji.js";
import { broadcast, channelMention, mention } from "./mrkdwn.js";

const STYLES = { code: "code", bold: "strong", italic: "em", strike: "s", underline: "u" };

const pieces = {
  text: ({ text }) => text,
  link: ({ url, text }) => link(url, text ?? url),
  emoji: ({ name }) => emoji(name) ?? `:${name}:`,
  user: ({ user_id }) => mention(user_id),
  channel: ({ channel_id }) => channelMention(channel_id),
  broadcast: ({ range }) => broadcast(range),
  usergroup: () => h("span", { class: "mention" }, "@group"),
  date: ({ timestamp, format, fallback }) => writeDate(timestamp, format) ?? fallback ?? "",
  color: ({ value }) => h("code", {}, value),
};

const parts = {
  rich_text_section: ({ elements }, line) => h("div", { class: "mrkdwn" }, line(elements)),
  rich_text_preformatted: ({ elements }, line) => h("pre", {}, line(elements)),
  rich_text_quote: ({ elements }, line) => h("blockquote", { class: "mrkdwn" }, line(elements)),
  rich_text_list: list,
};

export const richText = (block) => h("div", { class: "rich-text" }, block.elements.map((part) => drawPart(part)));

/** A section, list, quote or code block; `line` draws the pieces that stand in one line. */
export const drawPart = (part, line = (pieces) => pieces.map(piece)) =>
  parts[part.type]?.(part, line) ?? h("p", { class: "unknown" }, part.type);

export function piece(element) {
  const content = pieces[element.type]?.(element) ?? `[${element.type}]`;
  return Object.entries(STYLES).reduce(
    (node, [style, tag]) => (element.style?.[style] ? h(tag, {}, node) : node),
    content,
  );
}

function list({ style, indent = 0, offset = 0, elements }, line) {
  const items = elements.map((element) => h("li", { class: "mrkdwn" }, line(element.elements ?? [])));
  const depth = `indent-${Math.min(indent, 5)}`;
  return style === "ordered" ? h("ol", { class: depth, start: offset + 1 }, items) : h("ul", { class: depth }, items);
}
