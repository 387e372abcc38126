// Rich text as it is edited: paragraphs of pieces, and positions counted over all of them.
//
// A paragraph is a section, a quote, a code block or one item of a list. A character counts as one, so do whatever stands
// for itself (a mention, an emoji) and the end of a paragraph: a line keeps its place when it becomes a paragraph.

import { h } from "./dom.js";
import { piece as drawPiece } from "./richtext.js";

const LIST = "rich_text_list";
export const CODE_BLOCK = "rich_text_preformatted";
export const SECTION = "rich_text_section";

export const isList = ({ part }) => part.type === LIST;

/** The items of one list share the very same `part`, so that two lists side by side stay two. */
export const paragraphsOf = (parts) =>
  parts.flatMap(({ elements, ...part }) =>
    part.type === LIST ? elements.map((item) => ({ part, pieces: item.elements })) : [{ part, pieces: elements }]);

export function partsOf(paragraphs) {
  const parts = [];
  paragraphs.forEach(({ part, pieces }, index) => {
    const goesOn = paragraphs[index - 1]?.part === part;
    if (part.type !== LIST) return parts.push({ ...part, elements: pieces });
    if (!goesOn) parts.push({ ...part, elements: [] });
    parts.at(-1).elements.push({ type: SECTION, elements: pieces });
  });
  return parts;
}

export const isBlank = (paragraphs) =>
  paragraphs.every(({ pieces }) => pieces.every(({ type, text }) => type === "text" && !text.trim()));

/** What can be changed letter by letter; null for a piece that stands for itself. */
export const textOf = ({ type, text, url }) => ({ text, link: text ?? url })[type] ?? null;

export const sizeOf = (piece) => textOf(piece)?.length ?? 1;

export const lengthOf = ({ pieces }) => pieces.reduce((sum, piece) => sum + sizeOf(piece), 0);

/** The paragraph a position is in, and how far in. */
export function locate(paragraphs, position) {
  let [index, at] = [0, position];
  while (index < paragraphs.length - 1 && at > lengthOf(paragraphs[index])) {
    at -= lengthOf(paragraphs[index]) + 1;
    index += 1;
  }
  return { index, at };
}

export function slice(pieces, from, to = Infinity) {
  const cut = [];
  let before = 0;
  for (const piece of pieces) {
    const size = sizeOf(piece);
    const [start, end] = [Math.max(from - before, 0), Math.min(to - before, size)];
    if (start < end) cut.push(end - start === size ? piece : { ...piece, text: textOf(piece).slice(start, end) });
    before += size;
  }
  return cut;
}

/** The text of pieces, in which whatever stands for itself is one character. */
export const plainText = (pieces) => pieces.map((piece) => textOf(piece) ?? "\uFFFC").join("");

/** A paragraph, its neighbouring pieces merged where they differ in nothing but their text. */
export const paragraph = (part, pieces) => ({ part, pieces: merged(part.type === CODE_BLOCK ? pieces.map(asText) : pieces) });

const asText = (piece) => (textOf(piece) === null ? { type: "text", text: h("span", {}, drawPiece(piece)).textContent } : piece);

export function merged(pieces, types = ["text", "link"]) {
  const whole = [];
  for (const piece of pieces) {
    const last = whole.at(-1);
    if (types.includes(piece.type) && last?.text && sameButText(last, piece)) whole[whole.length - 1] = { ...last, text: last.text + piece.text };
    else whole.push(piece);
  }
  return whole;
}

const sameButText = (one, other) => canonical({ ...one, text: other.text }) === canonical(other);

/** The same text for objects that are the same, in whatever order their fields stand. */
export const canonical = (value) => JSON.stringify(value, (_, each) => (Object(each) === each ? Object.fromEntries(Object.entries(each).sort()) : each));
