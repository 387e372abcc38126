// What the toolbar of rich text offers, and the keys for it, as in Slack.

import { t } from "./i18n.js";
import { askForLink, isInLink } from "./richtext-link.js";

const style = (name) => ({ run: (editor) => editor.toggleStyle(name), isOn: (editor) => editor.hasStyle(name) });

const kind = (name) => ({ run: (editor) => editor.toggleKind(name), isOn: (editor) => editor.isOfKind(name) });

/** `code` is the key where it lies on the keyboard, since what a digit gives with Shift depends on the layout. */
export const COMMANDS = [
  { name: "bold", code: "KeyB", ...style("bold") },
  { name: "italic", code: "KeyI", ...style("italic") },
  { name: "strike", code: "KeyX", shift: true, ...style("strike") },
  { name: "code", code: "KeyC", shift: true, ...style("code") },
  { name: "link", code: "KeyU", shift: true, run: askForLink, isOn: isInLink },
  { name: "ordered", code: "Digit7", shift: true, ...kind("ordered") },
  { name: "bullet", code: "Digit8", shift: true, ...kind("bullet") },
  { name: "quote", code: "Digit9", shift: true, ...kind("quote") },
  { name: "code_block", code: "KeyC", shift: true, alt: true, ...kind("code_block") },
];

const HISTORY = [
  { code: "KeyZ", run: (editor) => editor.undo() },
  { code: "KeyZ", shift: true, run: (editor) => editor.redo() },
  { code: "KeyY", run: (editor) => editor.redo() },
];

export function commandFor(event) {
  if (!event.ctrlKey && !event.metaKey) return undefined;
  return [...COMMANDS, ...HISTORY].find(({ code, shift = false, alt = false }) =>
    keyOf(event) === code && event.shiftKey === shift && event.altKey === alt);
}

/** Letters go by what is printed on the key, digits by where it lies. */
const keyOf = ({ key, code }) => (/^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : code);

/** The keys of a command, to be read by people. */
export function keysOf({ code, shift, alt }) {
  const keys = [t("key_control"), alt && t("key_alt"), shift && t("key_shift"), code.at(-1)];
  return keys.filter(Boolean).join(" + ");
}

/** The same for assistive technology. */
export const ariaKeys = ({ code, shift, alt }) => ["Control", alt && "Alt", shift && "Shift", code.at(-1)].filter(Boolean).join("+");
