// Positions in rich text that is being edited, as the browser has them and as the model counts them.

import { LINES } from "./richtext-reading.js";

const MARGIN = 8;

const standsForItself = (node) => node.contentEditable === "false";

const sum = (numbers) => numbers.reduce((one, other) => one + other, 0);

function lengthOf(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data.length;
  return standsForItself(node) ? 1 : sum([...node.childNodes].map(lengthOf));
}

/** [from, to] of what is selected inside of `root`; null when it is elsewhere. */
export function selectedIn(root) {
  const selection = document.getSelection();
  if (!selection.rangeCount || !root.contains(selection.anchorNode) || !root.contains(selection.focusNode)) return null;
  return positionsOf(root, selection.getRangeAt(0));
}

export const positionsOf = (root, { startContainer, startOffset, endContainer, endOffset }) =>
  [positionOf(root, startContainer, startOffset), positionOf(root, endContainer, endOffset)];

function positionOf(root, node, offset) {
  let position = 0;
  for (const line of root.querySelectorAll(LINES)) {
    const range = document.createRange();
    range.selectNodeContents(line);
    const side = range.comparePoint(node, offset);
    if (side < 0) return position;
    if (side === 0) {
      range.setEnd(node, offset);
      return position + lengthOf(range.cloneContents());
    }
    position += lengthOf(line) + 1;
  }
  return Math.max(position - 1, 0);
}

export function select(root, from, to) {
  document.getSelection().setBaseAndExtent(...pointAt(root, from), ...pointAt(root, to));
}

function pointAt(root, position) {
  let left = position;
  const lines = [...root.querySelectorAll(LINES)];
  const line = lines.find((each) => {
    if (left <= lengthOf(each)) return true;
    left -= lengthOf(each) + 1;
    return false;
  });
  return line ? pointIn(line, left) : [root, root.childNodes.length];
}

function pointIn(line, position) {
  let left = position;
  for (const leaf of leavesOf(line)) {
    const length = lengthOf(leaf);
    if (leaf.nodeType === Node.TEXT_NODE && left <= length && !endsLine(leaf, left)) return [leaf, left];
    if (left === 0) return [leaf.parentNode, [...leaf.parentNode.childNodes].indexOf(leaf)];
    left -= length;
  }
  return [line, line.childNodes.length];
}

/** Behind a line break one is in the next line, which whatever follows begins. */
const endsLine = ({ data, length }, at) => at === length && data.endsWith("\n");

const leavesOf = (node) =>
  standsForItself(node) || !node.hasChildNodes() ? [node] : [...node.childNodes].flatMap(leavesOf);

/** Scrolls so that the caret is in sight, as the browser does when it moves it itself. */
export function reveal(root) {
  const { bottom, top } = caretBox();
  for (const frame of [root, root.closest(".modal-body, .home")].filter(Boolean)) {
    const edges = frame.getBoundingClientRect();
    frame.scrollTop += Math.max(bottom + MARGIN - edges.bottom, 0) || Math.min(top - MARGIN - edges.top, 0);
  }
}

function caretBox() {
  const { focusNode, focusOffset } = document.getSelection();
  const range = document.createRange();
  range.setStart(focusNode, focusOffset);
  const node = focusNode.childNodes[focusOffset] ?? focusNode;
  return range.getClientRects()[0] ?? (node.getBoundingClientRect ? node : node.parentNode).getBoundingClientRect();
}
