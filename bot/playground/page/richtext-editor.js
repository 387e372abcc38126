// Rich text under somebody's hands. The paragraphs are what counts: every key changes them, and they are drawn again. Only an
// input method (for accents, Japanese, a phone's keyboard) writes into the page itself, and what it wrote is read back.

import { positionsOf, reveal, select, selectedIn } from "./richtext-caret.js";
import { restyle } from "./richtext-edits.js";
import { partsOf } from "./richtext-model.js";
import { drawToEdit, readBack } from "./richtext-reading.js";
import { RichText, someParagraphs } from "./richtext-state.js";

const PUT = new Set(["insertText", "insertReplacementText", "insertFromPaste"]);

/** Whatever comes from elsewhere comes as plain text. */
const textIn = ({ data, dataTransfer }) => (data ?? dataTransfer?.getData("text/plain") ?? "").replace(/\r\n?/g, "\n");

export class RichTextEditor extends RichText {
  /** `noted()` is called when the caret, the text or the style has changed. */
  constructor(root, parts, { noted }) {
    super(parts);
    Object.assign(this, { root, noted });
    const follow = () => this.follow();
    root.addEventListener("focus", () => document.addEventListener("selectionchange", follow));
    root.addEventListener("blur", () => document.removeEventListener("selectionchange", follow));
    root.addEventListener("beforeinput", (event) => this.beforeInput(event));
    root.addEventListener("input", (event) => event.isTrusted && this.written(event));
    root.addEventListener("compositionstart", () => this.compose());
    root.addEventListener("compositionend", () => this.composed());
    this.draw();
  }

  draw() {
    this.root.replaceChildren(...drawToEdit(partsOf(this.paragraphs)));
    this.root.classList.toggle("blank", this.isUntouched);
  }

  show(state) {
    super.show(state);
    this.draw();
    select(this.root, ...this.range);
    reveal(this.root);
    this.root.dispatchEvent(new Event("input", { bubbles: true }));
    this.noted();
  }

  toggleStyle(name) {
    super.toggleStyle(name);
    this.noted();
  }

  /** The browser tells of a new place of the caret late, so whoever acts on it asks first. */
  follow() {
    const range = selectedIn(this.root) ?? this.range;
    if (String(range) === String(this.range)) return;
    this.range = range;
    this.history.endWord();
    if (!this.composing) this.nextStyle = null;
    this.noted();
  }

  /** Goes back to where the caret was, from a button for instance. */
  focus() {
    this.follow();
    this.root.focus({ preventScroll: true });
    select(this.root, ...this.range);
  }

  beforeInput(event) {
    this.follow();
    if (event.isComposing || !event.cancelable) return;
    event.preventDefault();
    const { inputType } = event;
    const [target] = event.getTargetRanges();
    const [from, to] = target ? positionsOf(this.root, target) : this.range;
    if (PUT.has(inputType)) this.insert(textIn(event), from, to);
    else if (inputType === "insertParagraph") this.enter();
    else if (inputType === "insertLineBreak") this.breakLine();
    else if (inputType === "deleteContentBackward" && this.liftAtStart()) return;
    else if (inputType.startsWith("delete") && inputType !== "deleteByDrag") this.erase(from, to);
  }

  /** An input method is given a place of its own, since the browser cannot replace everything that may be selected. */
  compose() {
    this.follow();
    const [style, [from, to]] = [this.nextStyle, this.range];
    this.erase(from, to);
    this.composing = { before: this.state, style };
  }

  written({ isComposing }) {
    this.paragraphs = someParagraphs(readBack(this.root));
    this.root.classList.toggle("blank", this.isUntouched);
    this.follow();
    if (!isComposing && !this.composing) this.show(this.state);
  }

  /** What an input method wrote is one step, in the style that was chosen for it. */
  composed() {
    if (!this.composing) return;
    const { before, style } = this.composing;
    this.composing = null;
    this.follow();
    const { paragraphs, range } = this.state;
    this.paragraphs = before.paragraphs;
    this.range = before.range;
    this.change(style ? restyle(paragraphs, before.range[0], range[1], () => style) : paragraphs, range);
  }
}
