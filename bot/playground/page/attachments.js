// Files that wait to be sent: uploaded as soon as they are chosen, shown as chips that can be removed.

import { h, uniqueId } from "./dom.js";
import { addressOf, isPicture, sizeInWords } from "./files.js";
import { currentLanguage, t } from "./i18n.js";
import { icon } from "./icons.js";
import { reconcile } from "./keyed.js";
import { upload } from "./upload.js";

/** A chip is drawn anew when its upload is done; by this its button is found again. */
const KEEPS_FOCUS = { dataset: { actionId: "remove" } };

/** Each item is {key, name, size, file}; `file` is Slack's object, missing until the upload is done. */
export class Attachments {
  constructor(files = []) {
    this.items = files.map((file) => ({ key: file.id, name: file.name, size: file.size, file }));
    this.changed = () => {};
  }

  get files() {
    return this.items.flatMap(({ file }) => file ?? []);
  }

  get isBusy() {
    return this.items.some(({ file }) => !file);
  }

  /** Uploads files, all at once; gives what was said of those that were refused. */
  async add(files) {
    const refusals = await Promise.all(files.map((file) => this.addOne(file)));
    return refusals.filter(Boolean);
  }

  async addOne(chosen) {
    const item = { key: uniqueId("attachment"), name: chosen.name, size: chosen.size };
    this.put([...this.items, item]);
    const { ok, file, text } = await upload(chosen);
    const done = ok ? [{ ...item, name: file.name, file }] : [];
    this.put(this.items.flatMap((other) => (other === item ? done : other)));
    return ok ? null : text;
  }

  remove(item) {
    this.put(this.items.filter(({ key }) => key !== item.key));
  }

  put(items) {
    this.items = items;
    this.changed();
  }
}

export const attachmentList = () => h("ul", { class: "attachments", "aria-live": "polite", hidden: true });

export function drawAttachments(list, { items }, remove) {
  list.hidden = items.length === 0;
  list.setAttribute("aria-label", t("attached_files"));
  reconcile(list, items.map((item) => ({
    key: item.key,
    signature: `${currentLanguage()}/${item.file?.id}`,
    render: () => chip(item, () => remove(item)),
  })));
}

const chip = ({ name, size, file }, remove) =>
  h("li", { class: "attachment", "aria-busy": file ? null : "true" },
    file && isPicture(file) ? h("img", { src: addressOf(file.id, name), alt: "" }) : icon("file"),
    h("span", { class: "attachment-name" }, h("span", { title: name }, name), h("small", {}, file ? sizeInWords(size) : t("uploading"))),
    h("button", { type: "button", class: "icon-button", "aria-label": t("remove", { name }), ...KEEPS_FOCUS, onclick: remove }, icon("close")));

/** {block_id: text} for the fields whose files are still on their way. */
export const unfinishedUploads = (root) =>
  Object.fromEntries([...root.querySelectorAll(".attachment[aria-busy]")].map((busy) => [busy.closest("[data-field]").dataset.field, t("still_uploading")]));
