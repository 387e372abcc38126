// Rich text being edited: its paragraphs, what is selected, the style that is typed next, and what can be undone.

import { insertText, paragraphAt, piecesBetween, replace, restyle, styleAt, writeText } from "./richtext-edits.js";
import { History } from "./richtext-history.js";
import { breakLine, canIndent, indent, isOfKind, kindOf, lift, setKind } from "./richtext-kinds.js";
import { SECTION, isBlank, locate, paragraphsOf, partsOf } from "./richtext-model.js";

const EMPTY = [{ type: SECTION, elements: [] }];

/** One always writes in some paragraph. */
export const someParagraphs = (parts) => paragraphsOf(parts.length ? parts : EMPTY);

export class RichText {
  constructor(parts) {
    Object.assign(this, { paragraphs: someParagraphs(parts), range: [0, 0], nextStyle: null, history: new History() });
  }

  /** The parts of the text; null where nothing is written. */
  get parts() {
    return isBlank(this.paragraphs) ? null : partsOf(this.paragraphs);
  }

  get isUntouched() {
    const [first, ...others] = this.paragraphs;
    return !others.length && !first.pieces.length && kindOf(first) === "section";
  }

  get state() {
    return { paragraphs: this.paragraphs, range: this.range };
  }

  show(state) {
    Object.assign(this, state, { nextStyle: null });
  }

  /** Puts other paragraphs in the place of these, as a step that can be undone. */
  change(paragraphs, [from, to = from], { inWord } = {}) {
    this.history.keep(this.state, { inWord });
    this.show({ paragraphs, range: [from, to] });
  }

  undo() {
    const before = this.history.undo(this.state);
    if (before) this.show(before);
  }

  redo() {
    const after = this.history.redo(this.state);
    if (after) this.show(after);
  }

  insert(text, from, to) {
    const style = this.nextStyle ?? styleAt(this.paragraphs, from);
    this.change(insertText(this.paragraphs, from, to, text, style), [from + text.length], { inWord: /^\S$/.test(text) });
  }

  erase(from, to) {
    if (from < to) this.change(replace(this.paragraphs, from, to), [from]);
  }

  /** Backspace where a list item, a quote or a code block begins leads out of it; false anywhere else. */
  liftAtStart() {
    const [from, to] = this.range;
    const isStart = from === to && locate(this.paragraphs, from).at === 0;
    const can = isStart && kindOf(paragraphAt(this.paragraphs, from)) !== "section";
    if (can) this.change(lift(this.paragraphs, from), [from]);
    return can;
  }

  enter() {
    const [from, to] = this.range;
    const { paragraphs, position } = breakLine(replace(this.paragraphs, from, to), from);
    this.change(paragraphs, [position]);
  }

  /** A new line in the same paragraph or item. */
  breakLine() {
    const [from, to] = this.range;
    const style = styleAt(this.paragraphs, from);
    this.change(writeText(replace(this.paragraphs, from, to), from, "\n", style), [from + 1]);
  }

  hasStyle(name) {
    const [from, to] = this.range;
    if (from === to) return Boolean((this.nextStyle ?? styleAt(this.paragraphs, from))[name]);
    const pieces = piecesBetween(this.paragraphs, from, to);
    return pieces.length > 0 && pieces.every(({ style }) => style?.[name]);
  }

  toggleStyle(name) {
    const [from, to] = this.range;
    const isOn = this.hasStyle(name);
    const turned = ({ [name]: _, ...others }) => (isOn ? others : { ...others, [name]: true });
    if (from < to) this.change(restyle(this.paragraphs, from, to, turned), this.range);
    else this.nextStyle = turned(this.nextStyle ?? styleAt(this.paragraphs, from));
  }

  isOfKind(kind) {
    return isOfKind(this.paragraphs, ...this.range, kind);
  }

  toggleKind(kind) {
    this.change(setKind(this.paragraphs, ...this.range, this.isOfKind(kind) ? "section" : kind), this.range);
  }

  /** Moves list items in or out; false where that cannot be done. */
  indent(step) {
    const can = canIndent(this.paragraphs, this.range[0], step);
    if (can) this.change(indent(this.paragraphs, ...this.range, step), this.range);
    return can;
  }
}
