// The file_input of a form: a button and a place to drop, and the files that were chosen.

import { Attachments, attachmentList, drawAttachments } from "./attachments.js";
import { hooks, nameOf } from "./controls.js";
import { h } from "./dom.js";
import { takeDrops } from "./drop.js";
import { showError } from "./field-errors.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { chooseFiles } from "./upload.js";
import { held, valueOf } from "./values.js";

const MOST_FILES = 10;

const attachments = new WeakMap();

export function fileInput(element, block, surface) {
  const { max_files: most = MOST_FILES, filetypes } = element;
  const types = (filetypes ?? []).map((type) => type.replace(/^\./, ""));
  const attached = attachedIn(surface, block, element);
  const list = attachmentList();
  const say = (text) => showError(node.closest(".field"), text);
  const add = async (files) => say(await refusalsOf(attached, files, most, types));
  const choose = h("button",
    { type: "button", class: "btn", ...hooks(element, block), onclick: () => chooseFiles(add, { multiple: most > 1, accept: types.map((type) => `.${type}`).join() || null }) },
    icon("attach"), t("choose_files", { count: most }));
  const remove = (item) => {
    attached.remove(item);
    say(null);
    choose.focus();
  };
  const node = h("div", { class: "file-input", role: "group", "aria-label": nameOf(element, block) },
    h("div", { class: "file-choose" }, choose, h("span", { class: "file-limits" }, limits(most, types))), list);
  attached.changed = () => {
    drawAttachments(list, attached, remove);
    node.dispatchEvent(new Event("change", { bubbles: true }));
    if (attached.files.length !== held(surface.value(block, element)).length) surface.commit(block, element, valueOf(element, attached.files));
  };
  takeDrops(node, add);
  drawAttachments(list, attached, remove);
  return node;
}

/** The files of a field in a view, which outlive a new drawing of the field while they are uploaded. */
function attachedIn(surface, block, element) {
  const slot = JSON.stringify([block.block_id, element.action_id]);
  const fields = attachments.get(surface) ?? attachments.set(surface, new Map()).get(surface);
  return fields.get(slot) ?? fields.set(slot, new Attachments(held(surface.value(block, element)))).get(slot);
}

/** Adds what the field takes; gives a text on what it does not take. */
async function refusalsOf(attached, files, most, types) {
  const fitting = files.filter(({ name }) => !types.length || types.some((type) => name.toLowerCase().endsWith(`.${type.toLowerCase()}`)));
  const taken = fitting.slice(0, most - attached.items.length);
  const refusals = [
    fitting.length < files.length && t("only_types", { types: types.join(", ") }),
    taken.length < fitting.length && t("files_at_most", { count: most }),
    ...(await attached.add(taken)),
  ];
  return refusals.filter(Boolean).join(" ");
}

const limits = (most, types) => [t("or_drop", { count: most }), types.join(", ")].filter(Boolean).join(" · ");
