// What can be done to paragraphs of rich text: lists, quotes and code blocks begin, end and move in.

import { insertText, split } from "./richtext-edits.js";
import { CODE_BLOCK, SECTION, canonical, isList, locate, paragraph, plainText, slice } from "./richtext-model.js";

const MOST_INDENT = 8;

const KINDS = {
  bullet: { type: "rich_text_list", style: "bullet", indent: 0, border: 0 },
  ordered: { type: "rich_text_list", style: "ordered", indent: 0, border: 0 },
  quote: { type: "rich_text_quote" },
  code_block: { type: CODE_BLOCK, border: 0 },
  section: { type: SECTION },
};

export const kindOf = ({ part }) =>
  Object.keys(KINDS).find((kind) => KINDS[kind].type === part.type && KINDS[kind].style === part.style);

/** Makes the lines from one position to another a list, a quote or a code block, or plain again. */
export function setKind(paragraphs, from, to, kind) {
  const { lines, first, last } = isolate(paragraphs, from, to);
  const changed = lines.map((line, index) => (index < first || index > last ? line : ofKind(line, kind)));
  return joined(unified(changed, first, last));
}

function ofKind({ part, pieces }, kind) {
  const { offset: _, ...list } = part;
  const next = isList({ part }) && KINDS[kind].type === part.type ? { ...list, style: kind } : { ...KINDS[kind] };
  return paragraph(next, kind === "code_block" ? pieces.map(({ style: _, ...piece }) => piece) : pieces);
}

/** Every touched paragraph taken apart into its lines; a list item stays whole. */
function isolate(paragraphs, from, to) {
  const [start, end] = [locate(paragraphs, from).index, locate(paragraphs, to).index];
  const lines = paragraphs.flatMap((each, index) => (index < start || index > end || isList(each) ? [each] : linesOf(each)));
  return { lines, ...touched(lines, from, to) };
}

/** A selection that ends where a paragraph begins leaves that one alone. */
function touched(paragraphs, from, to) {
  const { index, at } = locate(paragraphs, to);
  const first = locate(paragraphs, from).index;
  return { first, last: at === 0 && index > first ? index - 1 : index };
}

function linesOf({ part, pieces }) {
  let at = 0;
  return plainText(pieces).split("\n").map((line) => {
    const start = at;
    at += line.length + 1;
    return paragraph(part, slice(pieces, start, start + line.length));
  });
}

export function isOfKind(paragraphs, from, to, kind) {
  const { first, last } = touched(paragraphs, from, to);
  return paragraphs.slice(first, last + 1).every((each) => kindOf(each) === kind);
}

const look = ({ offset: _, ...part }) => canonical(part);

/** Paragraphs that look alike become one part, from the one before `first` to the one after `last`. */
function unified(paragraphs, first, last) {
  const after = [...paragraphs];
  for (let index = Math.max(first, 1); index <= Math.min(last + 1, after.length - 1); index += 1) {
    const [before, { part }] = [after[index - 1].part, after[index]];
    if (look(before) === look(part)) give(after, index, before);
  }
  return after;
}

/** All that stands in one part from here on stands in another. */
function give(paragraphs, index, part) {
  const { part: left } = paragraphs[index];
  for (let next = index; paragraphs[next]?.part === left; next += 1) paragraphs[next] = { ...paragraphs[next], part };
}

/** Lines of one section, quote or code block are one paragraph again. */
function joined(paragraphs) {
  const whole = [];
  for (const each of paragraphs) {
    const last = whole.at(-1);
    if (last?.part !== each.part || isList(each)) whole.push(each);
    else whole[whole.length - 1] = paragraph(each.part, [...last.pieces, { type: "text", text: "\n" }, ...each.pieces]);
  }
  return whole;
}

/** An item goes one deeper than the one before it at most. */
export function canIndent(paragraphs, position, step) {
  const { index } = locate(paragraphs, position);
  const [before, here] = [paragraphs[index - 1], paragraphs[index]];
  if (!isList(here)) return false;
  const depth = indentOf(here);
  return step < 0 ? depth > 0 : Boolean(before && isList(before)) && depth <= indentOf(before) && depth < MOST_INDENT;
}

const indentOf = ({ part }) => part.indent ?? 0;

export function indent(paragraphs, from, to, step) {
  const { first, last } = touched(paragraphs, from, to);
  const moved = paragraphs.map((each, index) => {
    if (index < first || index > last || !isList(each)) return each;
    const { offset: _, ...part } = each.part;
    return { ...each, part: { ...part, indent: Math.min(Math.max(indentOf(each) + step, 0), MOST_INDENT) } };
  });
  return unified(numberedOn(moved, first, last), first, last);
}

/** Below deeper items, and behind those that moved, a list goes on counting where it stopped. */
function numberedOn(paragraphs, first, last) {
  const after = [...paragraphs];
  for (let index = first; index <= Math.min(last + 1, after.length - 1); index += 1) {
    const [{ part }, sibling] = [after[index], after[index - 1]?.part === after[index].part ? null : siblingBefore(after, index)];
    if (part.style !== "ordered" || sibling?.style !== "ordered") continue;
    const counted = after.slice(0, index).filter((each) => each.part === sibling).length;
    give(after, index, { ...part, offset: (sibling.offset ?? 0) + counted });
  }
  return after;
}

/** The list that deeper items interrupt. */
function siblingBefore(paragraphs, index) {
  const depth = indentOf(paragraphs[index]);
  const before = paragraphs.slice(0, index).findLast((each) => !isList(each) || indentOf(each) <= depth);
  return before && isList(before) && indentOf(before) === depth ? before.part : null;
}

/** Enter: a line, an item, or the way out of a list, a quote or a code block from an empty last line. */
export function breakLine(paragraphs, position) {
  const { index, at } = locate(paragraphs, position);
  const { part, pieces } = paragraphs[index];
  const written = plainText(pieces);
  const onEmptyLine = isList({ part }) ? !written : at === written.length && (!written || written.endsWith("\n"));
  if (onEmptyLine && part.type !== SECTION) return { paragraphs: lift(paragraphs, position), position };
  const after = isList({ part }) ? split(paragraphs, position) : insertText(paragraphs, position, position, "\n", {});
  return { paragraphs: after, position: position + 1 };
}

/** One step out: of an indent, then of the list, quote or code block. */
export const lift = (paragraphs, position) =>
  canIndent(paragraphs, position, -1)
    ? indent(paragraphs, position, position, -1)
    : setKind(paragraphs, position, position, "section");
