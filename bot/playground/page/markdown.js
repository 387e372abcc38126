// markdown blocks as DOM nodes: headings, lists, quotes, fences, bold, italic, code, links. No HTML.

import { h, link } from "./dom.js";
import { withEmoji } from "./emoji.js";

const INLINE = /`(?<code>[^`]+)`|\[(?<label>[^\]]+)\]\((?<url>[^)\s]+)\)|\*\*(?<strong>.+?)\*\*|~~(?<s>.+?)~~|(?<![\w*])[*_](?=\S)(?<em>[^*_]+?)[*_](?![\w*])/g;

const LINES = [
  { test: /^#{1,6} +/, wrap: (lines) => lines.map((line) => h("p", { class: "md-heading" }, spans(line))) },
  { test: /^ *[-*+] +/, wrap: (lines) => [h("ul", {}, lines.map((line) => h("li", {}, spans(line))))] },
  { test: /^ *\d+[.)] +/, wrap: (lines) => [h("ol", {}, lines.map((line) => h("li", {}, spans(line))))] },
  { test: /^> ?/, wrap: (lines) => [h("blockquote", {}, spans(lines.join("\n")))] },
  { test: /^(-{3,}|\*{3,})$/, wrap: () => [h("hr")] },
  { test: /^\s*$/, wrap: () => [] },
];
const PARAGRAPH = { test: /^/, wrap: (lines) => [h("p", {}, spans(lines.join("\n")))] };

export function markdown(text) {
  const fenced = text.split(/```\w*\n?([\s\S]*?)\n?```/);
  return h("div", { class: "markdown" }, fenced.flatMap((part, index) => (index % 2 ? [h("pre", {}, part)] : blocksOf(part))));
}

function blocksOf(text) {
  const runs = [];
  for (const line of text.split("\n")) {
    const kind = LINES.find(({ test }) => test.test(line)) ?? PARAGRAPH;
    if (runs.at(-1)?.kind !== kind) runs.push({ kind, lines: [] });
    runs.at(-1).lines.push(line.replace(kind.test, ""));
  }
  return runs.flatMap(({ kind, lines }) => kind.wrap(lines));
}

function spans(text) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    nodes.push(withEmoji(text.slice(from, match.index)), span(match.groups));
    from = match.index + match[0].length;
  }
  return [...nodes, withEmoji(text.slice(from))];
}

function span({ code, label, url, strong, s, em }) {
  if (code) return h("code", {}, code);
  if (url) return link(url, spans(label));
  if (strong) return h("strong", {}, spans(strong));
  return s ? h("s", {}, spans(s)) : h("em", {}, spans(em));
}
