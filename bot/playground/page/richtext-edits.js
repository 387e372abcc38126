// What can be done to the text of rich text: each edit takes paragraphs and gives new ones.

import { CODE_BLOCK, isList, lengthOf, locate, paragraph, slice, textOf } from "./richtext-model.js";

export function replace(paragraphs, from, to, pieces = []) {
  const [start, end] = [locate(paragraphs, from), locate(paragraphs, to)];
  const [first, last] = [paragraphs[start.index], paragraphs[end.index]];
  const { part } = first.pieces.length || pieces.length ? first : last;
  const whole = paragraph(part, [...slice(first.pieces, 0, start.at), ...pieces, ...slice(last.pieces, end.at)]);
  return paragraphs.toSpliced(start.index, end.index - start.index + 1, whole);
}

/** Puts a text in the place of another; in a list, every line of it is an item. */
export function insertText(paragraphs, from, to, text, style) {
  let after = replace(paragraphs, from, to);
  const lines = isList(paragraphAt(after, from)) ? text.split("\n") : [text];
  let at = from;
  lines.forEach((line, index) => {
    if (index) after = split(after, at++);
    if (line) after = writeText(after, at, line, style);
    at += line.length;
  });
  return after;
}

export const writeText = (paragraphs, at, text, style) => replace(paragraphs, at, at, [typed(paragraphs, at, text, style)]);

/** What is typed inside of a link belongs to it, at its edge it does not. */
function typed(paragraphs, position, text, style) {
  const { index, at } = locate(paragraphs, position);
  const { part, pieces } = paragraphs[index];
  const [before, after] = [slice(pieces, 0, at).at(-1), slice(pieces, at)[0]];
  if (before?.type === "link" && before.url === after?.url) return { ...before, text };
  return part.type === CODE_BLOCK ? { type: "text", text } : withStyle({ type: "text", text }, style);
}

export function split(paragraphs, position) {
  const { index, at } = locate(paragraphs, position);
  const { part, pieces } = paragraphs[index];
  return paragraphs.toSpliced(index, 1, paragraph(part, slice(pieces, 0, at)), paragraph(part, slice(pieces, at)));
}

export const paragraphAt = (paragraphs, position) => paragraphs[locate(paragraphs, position).index];

/** Changes the style of every piece from one position to another. */
export const restyle = (paragraphs, from, to, change) =>
  mapTouched(paragraphs, from, to, ({ part, pieces }, start, end) => {
    const styled = slice(pieces, start, end).map((piece) => withStyle(piece, change(piece.style ?? {})));
    return part.type === CODE_BLOCK ? { part, pieces } : paragraph(part, [...slice(pieces, 0, start), ...styled, ...slice(pieces, end)]);
  });

function mapTouched(paragraphs, from, to, change) {
  let before = 0;
  return paragraphs.map((each) => {
    const length = lengthOf(each);
    const [start, end] = [Math.max(from - before, 0), Math.min(to - before, length)];
    before += length + 1;
    return start <= length && end >= 0 ? change(each, start, end) : each;
  });
}

/** Only text can be code. */
function withStyle({ style: _, ...piece }, { code, ...others }) {
  const style = code && textOf(piece) !== null ? { ...others, code } : others;
  return Object.keys(style).length ? { ...piece, style } : piece;
}

/** The pieces from one position to another that can have a style, as those of code blocks cannot. */
export function piecesBetween(paragraphs, from, to) {
  const found = [];
  mapTouched(paragraphs, from, to, ({ part, pieces }, start, end) => {
    if (part.type !== CODE_BLOCK) found.push(...slice(pieces, start, end));
  });
  return found;
}

/** The style typing goes on in. */
export function styleAt(paragraphs, position) {
  const { index, at } = locate(paragraphs, position);
  const { pieces } = paragraphs[index];
  return (at ? slice(pieces, 0, at).at(-1) : pieces[0])?.style ?? {};
}
