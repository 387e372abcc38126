// Short notices that say what went wrong, above everything, and go away by themselves.

import { byId, h, testId } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";

const SHOWN_MS = 7000;
const SAME_WITHIN_MS = 2000;

let last = { text: "", at: 0 };

/** Says a text once, however many parts report it in the same moment. */
export function toast(text) {
  if (text === last.text && Date.now() - last.at < SAME_WITHIN_MS) return;
  last = { text, at: Date.now() };
  show(text);
}

function show(text) {
  const region = byId("toasts");
  const host = document.querySelector("dialog.confirm[open]") ?? document.querySelector("dialog[open]") ?? document.body;
  if (region.parentNode !== host) host.append(region);
  const gone = () => note.remove();
  const note = h("div", { class: "toast", ...testId("toast") },
    h("span", {}, text),
    h("button", { type: "button", class: "icon-button", "aria-label": t("dismiss"), onclick: gone }, icon("close")));
  region.append(note);
  setTimeout(gone, SHOWN_MS);
}
