// The input for rich text: a toolbar over a box, and what they give to the app.

import { hooks, nameOf } from "./controls.js";
import { h, uniqueId } from "./dom.js";
import { commandFor } from "./richtext-commands.js";
import { select, selectedIn } from "./richtext-caret.js";
import { RichTextEditor } from "./richtext-editor.js";
import { Toolbar } from "./richtext-toolbar.js";
import { held, valueOf } from "./values.js";

export function richTextInput(element, block, surface) {
  const given = held(surface.value(block, element));
  const box = textBox(element, block);
  const editor = new RichTextEditor(box, given?.elements ?? [], { noted: () => toolbar.update() });
  const toolbar = new Toolbar(editor);
  const read = () => valueOf(element, editor.parts && { ...given, type: "rich_text", elements: editor.parts });
  box.addEventListener("input", () => surface.draft(block, element, read()));
  box.addEventListener("keydown", (event) => {
    if (!event.isComposing && !sends(event)) onKey(event, editor);
  });
  const sends = (event) => {
    if (event.key !== "Enter" || !isSentByEnter(event, element, block) || !editor.isOfKind("section")) return false;
    event.preventDefault();
    return surface.enter(block, element, read());
  };
  return h("div", { class: "rich-input" }, toolbar.node, box);
}

function textBox(element, block) {
  const box = h("div", { class: "rich-text rich-editor", ...hooks(element, block), id: uniqueId("rich"), role: "textbox", tabindex: 0,
    contenteditable: "true", "aria-multiline": "true", "aria-label": nameOf(element, block),
    "aria-placeholder": element.placeholder?.text, "data-placeholder": element.placeholder?.text });
  if (element.min_lines) box.style.setProperty("--min-lines", element.min_lines);
  if (element.max_lines) box.style.setProperty("--max-lines", element.max_lines);
  return withCaret(box);
}

/** The names a field has for its caret, so that it keeps its place when the block is drawn again. */
function withCaret(box) {
  return Object.defineProperties(box, {
    selectionStart: { get: () => selectedIn(box)?.[0] ?? null },
    selectionEnd: { get: () => selectedIn(box)?.[1] ?? null },
    setSelectionRange: { value: (from, to) => select(box, from, to) },
  });
}

/** In a list, a quote and a code block Enter keeps its meaning. */
function isSentByEnter({ shiftKey }, { dispatch_action_config: config }, block) {
  const triggers = config?.trigger_actions_on ?? ["on_enter_pressed"];
  return block.dispatch_action && !shiftKey && triggers.includes("on_enter_pressed");
}

function onKey(event, editor) {
  editor.follow();
  const command = commandFor(event);
  const handled = command ? command.run(editor) ?? true : HANDLED[event.key]?.(event, editor);
  if (handled) event.preventDefault();
}

const HANDLED = {
  Tab: ({ shiftKey }, editor) => editor.indent(shiftKey ? -1 : 1),
  Enter: ({ ctrlKey, metaKey }) => ctrlKey || metaKey,
};
