// Slack's mrkdwn as DOM nodes: *bold*, _italic_, ~strike~, `code`, quotes, links, mentions, dates.

import { channelById, displayName, personById, store } from "./app.js";
import { writeDate } from "./dates.js";
import { h, link } from "./dom.js";
import { emoji, withEmoji } from "./emoji.js";

const FENCE = /```\n?([\s\S]*?)\n?```/;
const QUOTE = /^(?:&gt;|>) ?/;

const between = (mark, name) => `(?<![\\p{L}\\p{N}${mark}])${mark}(?=\\S)(?<${name}>[^${mark}\\n]+?)(?<=\\S)${mark}(?![\\p{L}\\p{N}${mark}])`;

const INLINE = new RegExp([
  "`(?<code>[^`\\n]+)`",
  "<(?<angle>[^<>\\n]+)>",
  ":(?<shortcode>[a-z0-9_+\\-]+):(?::skin-tone-[2-6]:)?",
  between("\\*", "strong"),
  between("_", "em"),
  between("~", "s"),
  "(?<url>https?:\\/\\/[^\\s<>|]*[^\\s<>|.,;:!?)\\]'\"])",
].join("|"), "gu");

const unescapeText = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** A Block Kit text object as one element. */
export function renderText({ type, text }, tag = "div") {
  if (type === "mrkdwn") return h(tag, { class: "mrkdwn" }, mrkdwn(text));
  return h(tag, { class: "plain" }, withEmoji(text));
}

export function mrkdwn(text) {
  return text.split(FENCE).flatMap((part, index) => (index % 2 ? [h("pre", {}, unescapeText(part))] : paragraphs(part)));
}

function paragraphs(text) {
  const runs = [];
  for (const line of text.split("\n")) {
    const quoted = QUOTE.test(line);
    if (runs.at(-1)?.quoted !== quoted) runs.push({ quoted, lines: [] });
    runs.at(-1).lines.push(line.replace(quoted ? QUOTE : "", ""));
  }
  return runs.flatMap(({ quoted, lines }) => {
    const content = inline(lines.join("\n"));
    return quoted ? [h("blockquote", {}, content)] : content;
  });
}

function inline(text) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    nodes.push(unescapeText(text.slice(from, match.index)), token(match));
    from = match.index + match[0].length;
  }
  return [...nodes, unescapeText(text.slice(from))].filter((node) => node !== "");
}

function token({ 0: written, groups }) {
  const [kind, content] = Object.entries(groups).find(([, found]) => found !== undefined);
  if (kind === "code") return h("code", {}, unescapeText(content));
  if (kind === "angle") return reference(content);
  if (kind === "shortcode") return emoji(content) ?? written;
  if (kind === "url") return link(unescapeText(content), unescapeText(content));
  return h(kind, {}, inline(content));
}

function reference(content) {
  const [target, label] = splitOnce(content, "|");
  const kind = /^(@|#|!date\^|!subteam\^|!)/.exec(target)?.[0];
  const written = label && unescapeText(label);
  if (kind === "@") return mention(target.slice(1), written);
  if (kind === "#") return channelMention(target.slice(1), written);
  if (kind === "!date^") return dateMention(target, written);
  if (kind === "!subteam^") return h("span", { class: "mention" }, written ?? "@group");
  if (kind === "!") return broadcast(target.slice(1));
  return link(unescapeText(target), written ? inline(label) : unescapeText(target).replace(/^mailto:/, ""));
}

const splitOnce = (text, mark) => {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
};

export function mention(userId, label) {
  const { me, workspace } = store.state;
  const name = userId === workspace.bot_user_id ? workspace.app_name : personById(userId) ? displayName(personById(userId)) : label ?? userId;
  return h("span", { class: userId === me.id ? "mention mention-me" : "mention" }, `@${name}`);
}

export const channelMention = (id, label) => h("span", { class: "mention" }, `#${channelById(id)?.name ?? label ?? id}`);

export const broadcast = (range) => h("span", { class: "mention mention-me" }, `@${range}`);

function dateMention(target, fallback) {
  const [, epoch, pattern, url] = target.split("^");
  const written = writeDate(epoch, unescapeText(pattern ?? "")) ?? fallback ?? epoch;
  return url ? link(unescapeText(url), written) : h("time", { datetime: new Date(Number(epoch) * 1000 || 0).toISOString() }, written);
}
