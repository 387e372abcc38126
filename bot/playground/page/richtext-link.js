// Links in rich text: where one is, and the small dialog that adds one, changes one or takes it away.

import { h, safeUrl, uniqueId } from "./dom.js";
import { t } from "./i18n.js";
import { insertText, replace, styleAt } from "./richtext-edits.js";
import { lengthOf, locate, plainText, sizeOf, slice, textOf } from "./richtext-model.js";

export const isInLink = (editor) => Boolean(linkAt(editor));

/** Asks for a text and an address, and puts them where the caret is or in the place of what is selected. */
export async function askForLink(editor) {
  const { paragraphs } = editor;
  const found = linkAt(editor);
  const [from, to] = found?.range ?? withinParagraph(editor);
  const answer = await ask(found ? textOf(found.link) : selectedText(paragraphs, from, to), found?.link.url);
  editor.focus();
  if (!answer) return;
  const { text, url } = answer;
  const style = found ? found.link.style ?? {} : styleAt(paragraphs, to);
  const link = { ...found?.link, type: "link", url, text, ...(Object.keys(style).length && { style }) };
  const range = [from + text.length];
  editor.change(url ? replace(paragraphs, from, to, [link]) : insertText(paragraphs, from, to, text, style), range);
}

/** The link the caret is in, and from where to where it goes. */
function linkAt({ paragraphs, range: [from, to] }) {
  const { index, at } = locate(paragraphs, from);
  let start = from - at;
  for (const piece of paragraphs[index].pieces) {
    const end = start + sizeOf(piece);
    if (piece.type === "link" && start <= from && from < end && to <= end) return { link: piece, range: [start, end] };
    start = end;
  }
  return null;
}

/** A link stands in one paragraph. */
function withinParagraph({ paragraphs, range: [from, to] }) {
  const { index, at } = locate(paragraphs, from);
  return [from, Math.min(to, from - at + lengthOf(paragraphs[index]))];
}

function selectedText(paragraphs, from, to) {
  const { index, at } = locate(paragraphs, from);
  return plainText(slice(paragraphs[index].pieces, at, at + to - from)).replaceAll("\uFFFC", "").replaceAll("\n", " ");
}

/** {text, url}, without url to take the link away; nothing when the dialog is cancelled. */
function ask(text, url) {
  const { promise, resolve } = Promise.withResolvers();
  const id = uniqueId("link");
  const words = field(`${id}-text`, t("rich_link_text"), text);
  const address = field(`${id}-url`, t("rich_link_url"), url ?? "");
  const finish = (answer) => {
    resolve(answer);
    dialog.close();
  };
  const save = (event) => {
    event.preventDefault();
    const full = fullAddress(address.input.value.trim());
    if (full) finish({ text: words.input.value || full, url: full });
    else address.refuse(t("bad_url"));
  };
  const remove = url && choice("btn-danger", t("rich_link_remove"), () => finish({ text: words.input.value || text }));
  const dialog = h("dialog", { class: "confirm", "aria-labelledby": id, onsubmit: save, onclose: () => dialog.remove() },
    h("form", { class: "link-form" },
      h("h2", { id }, t(url ? "rich_link_change" : "rich_link_add")), words.node, address.node,
      h("div", { class: "confirm-choices" }, remove, choice("", t("cancel"), () => finish()),
        h("button", { type: "submit", class: "btn btn-primary" }, t("save")))));
  dialog.addEventListener("close", () => resolve());
  document.body.append(dialog);
  dialog.showModal();
  (text ? address : words).input.focus();
  return promise;
}

const choice = (look, words, press) => h("button", { type: "button", class: `btn ${look}`, onclick: press }, words);

function field(id, label, value) {
  const input = h("input", { id, class: "text-input", value, autocomplete: "off" });
  const error = h("p", { id: `${id}-error`, class: "field-error", hidden: true });
  const refuse = (text) => {
    node.classList.add("field-wrong");
    Object.assign(error, { textContent: text, hidden: false });
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", error.id);
    input.focus();
  };
  const node = h("div", { class: "field" }, h("label", { class: "field-label", for: id }, label), input, error);
  return { input, refuse, node };
}

/** "acme.test" is a place on the web, too. */
const fullAddress = (text) => safeUrl(text) ?? (/^[^\s:/]+\.[^\s:]+$/.test(text) ? safeUrl(`https://${text}`) : null);
