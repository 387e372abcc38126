// Rich text drawn to be edited, and read back from what a person or their keyboard made of it.

import { h } from "./dom.js";
import { drawPart, piece as drawPiece } from "./richtext.js";
import { SECTION, merged, textOf } from "./richtext-model.js";

const isFiller = (node) => node.nodeName === "BR";

export const LINES = "li, [data-part]:not(ul, ol)";

/** Each part and piece carries what it was drawn from, so that nothing is lost on the way back. */
export const drawToEdit = (parts) =>
  parts.map(({ elements, ...part }) => {
    const node = drawPart({ ...part, elements }, editableLine);
    node.dataset.part = JSON.stringify(part);
    return node;
  });

/** The browser shows no line after a last line break, and no caret behind a last mention, without something there. */
function editableLine(pieces) {
  const last = pieces.at(-1);
  const ending = last ? textOf(last) : "\n";
  return [...pieces.map(editablePiece), (ending ?? "\n").endsWith("\n") && h("br")];
}

function editablePiece(piece) {
  if (piece.type === "text" && !piece.style) return piece.text;
  return h("span", { dataset: { piece: JSON.stringify(piece) }, contenteditable: textOf(piece) === null ? "false" : null }, drawPiece(piece));
}

export const readBack = (root) => [...root.childNodes].flatMap(readPart);

function readPart(node) {
  if (isFiller(node)) return [];
  const part = node.dataset?.part ? JSON.parse(node.dataset.part) : { type: SECTION };
  const isList = /^[UO]L$/.test(node.nodeName);
  const elements = isList ? [...node.children].map((item) => ({ type: SECTION, elements: readLine(item) })) : readLine(node);
  return isList && !elements.length ? [] : [{ ...part, elements }];
}

function readLine(line) {
  const pieces = readPieces(line);
  if (isFiller(lastLeaf(line))) pieces.pop();
  return merged(pieces, ["text"]);
}

const lastLeaf = (node) => (node.lastChild && !node.dataset?.piece ? lastLeaf(node.lastChild) : node);

function readPieces(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data ? [{ type: "text", text: node.data }] : [];
  if (isFiller(node)) return [{ type: "text", text: "\n" }];
  if (node.dataset?.piece) return readPiece(JSON.parse(node.dataset.piece), node);
  return [...node.childNodes].flatMap(readPieces);
}

function readPiece(piece, { textContent: text }) {
  if (textOf(piece) === null || text === textOf(piece)) return [piece];
  return text ? [{ ...piece, text }] : [];
}
