// The files of a message box: chosen, dropped or pasted, and waiting in each conversation until they are sent.

import { Attachments, attachmentList, drawAttachments } from "./attachments.js";
import { h, testId } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { toast } from "./toasts.js";
import { chooseFiles } from "./upload.js";

const AT_ONCE = 10;

const waiting = new Map();

export class ComposerFiles {
  /** `changed()` is called when files come or go, `focus()` to go on writing. */
  constructor(hook, { changed, focus }) {
    Object.assign(this, { changed, focus });
    this.button = h("button", { type: "button", class: "icon-button", ...testId(hook), onclick: () => chooseFiles((files) => this.add(files)) }, icon("attach"));
    this.list = attachmentList();
    this.attached = new Attachments();
  }

  /** Shows the files that wait in a place. */
  show(place) {
    this.attached = waiting.get(place) ?? waiting.set(place, new Attachments()).get(place);
    this.attached.changed = () => this.draw();
  }

  draw() {
    drawAttachments(this.list, this.attached, (item) => this.remove(item));
    this.changed();
  }

  async add(files) {
    const { attached } = this;
    const taken = files.slice(0, AT_ONCE - attached.items.length);
    if (taken.length < files.length) toast(t("files_at_most", { count: AT_ONCE }));
    this.focus();
    for (const refusal of await attached.add(taken)) toast(refusal);
  }

  remove(item) {
    this.attached.remove(item);
    this.focus();
  }

  /** A picture in the clipboard is attached; where words are beside it, as from an office program, they are meant. */
  paste(event) {
    const { files, types } = event.clipboardData;
    if (!files.length || types.includes("text/plain")) return;
    event.preventDefault();
    this.add([...files]);
  }
}
