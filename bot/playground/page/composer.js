// The message box: sends messages, files and commands, completes as one types, keeps a draft per conversation.

import { act } from "./api.js";
import { currentChannel, displayName, spokenName, store } from "./app.js";
import { avatar } from "./avatar.js";
import { completionAt } from "./completion.js";
import { ComposerFiles } from "./composer-files.js";
import { h, testId } from "./dom.js";
import { takeDrops } from "./drop.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { Suggestions } from "./suggestions.js";
import { toast } from "./toasts.js";

const drafts = new Map();

export function mountComposer(slot, settings) {
  const composer = new Composer(slot, settings);
  store.watch(({ me, channels, ui }) => [me, channels, ui.channel, ui.tab, ui.thread], () => composer.draw());
}

class Composer {
  /** `thread()` gives the ts of the thread being answered, null in the conversation itself. */
  constructor(slot, { testIds, textId, thread }) {
    Object.assign(this, { slot, thread });
    this.text = h("textarea", { id: textId, rows: 1, ...testId(testIds.text), "aria-autocomplete": "list",
      oninput: () => this.changed(), onkeydown: (event) => this.key(event), onpaste: (event) => this.files.paste(event), onblur: () => this.suggestions.close() });
    this.suggestions = new Suggestions(this.text, (item) => this.take(item));
    this.who = h("span", { class: "composer-who" });
    this.hint = h("span", { class: "composer-hint" });
    this.slash = h("button", { type: "button", class: "icon-button", onclick: () => this.startCommand() }, icon("slash"));
    this.files = new ComposerFiles(testIds.attach, { changed: () => this.allowSending(), focus: () => this.text.focus() });
    this.sendButton = h("button", { type: "button", class: "send", ...testId(testIds.send), onclick: () => this.send() }, icon("send"));
    this.archived = h("p", { class: "composer-closed" });
    this.box = h("div", { class: "composer" }, this.suggestions.node, this.text, this.files.list,
      h("div", { class: "composer-bar" }, this.files.button, textId === "composer-text" && this.slash, this.who, this.hint, this.sendButton));
    slot.append(this.box, this.archived);
    takeDrops(slot.parentElement, (files) => this.files.add(files), () => !slot.hidden && !this.box.hidden);
  }

  draw() {
    const channel = currentChannel();
    this.slot.hidden = store.state.ui.tab !== "messages" || !channel;
    if (!channel) return;
    this.box.hidden = Boolean(channel.is_archived);
    this.archived.hidden = !channel.is_archived;
    this.archived.textContent = t("composer_archived");
    this.name(channel);
    this.restore();
    this.files.draw();
  }

  name(channel) {
    const name = spokenName(channel);
    const { me } = store.state;
    this.text.placeholder = this.thread() ? t("composer_reply") : t("composer_to", { name });
    this.text.setAttribute("aria-label", t("composer_label", { name }));
    this.who.replaceChildren(avatar(me, "tiny"), displayName(me));
    this.hint.textContent = t("composer_hint");
    for (const [button, key] of [[this.files.button, "attach_files"], [this.slash, "show_commands"], [this.sendButton, "send"]]) {
      button.title = t(key);
      button.setAttribute("aria-label", t(key));
    }
  }

  get place() {
    return [store.state.me.id, store.state.ui.channel, this.thread() ?? this.text.id].join("/");
  }

  restore() {
    if (this.shown === this.place) return;
    this.shown = this.place;
    this.files.show(this.place);
    this.write(drafts.get(this.place) ?? "");
  }

  get canSend() {
    const { isBusy, files } = this.files.attached;
    return !isBusy && Boolean(this.text.value.trim() || files.length);
  }

  allowSending() {
    this.sendButton.disabled = !this.canSend;
  }

  write(text) {
    this.text.value = text;
    this.changed({ quiet: true });
  }

  changed({ quiet = false } = {}) {
    drafts.set(this.place, this.text.value);
    this.allowSending();
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, 200)}px`;
    this.suggestions.show(quiet ? null : completionAt(this.text.value, this.text.selectionStart, Boolean(this.thread())));
  }

  key(event) {
    if (event.isComposing || this.suggestions.key(event)) return;
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    this.send();
  }

  startCommand() {
    this.text.focus();
    if (!this.text.value) this.text.value = "/";
    this.changed();
  }

  take({ insert, shortcut, from, word }) {
    if (shortcut) return this.runShortcut(shortcut);
    const { value } = this.text;
    const after = value.slice(from + word.length);
    this.text.value = `${value.slice(0, from)}${insert} ${after.trimStart()}`;
    const caret = from + insert.length + 1;
    this.text.setSelectionRange(caret, caret);
    this.changed();
  }

  runShortcut(callbackId) {
    this.write("");
    act("shortcut", { callback_id: callbackId });
  }

  async send() {
    if (!this.canSend) return;
    const text = this.text.value.trim();
    const { place, files: { attached } } = this;
    const { items, files } = attached;
    this.write("");
    attached.put([]);
    if (await this.deliver(text, files)) return;
    if (this.place === place && !this.text.value) this.write(text);
    attached.put([...items, ...attached.items]);
  }

  async deliver(text, files) {
    const { channel } = store.state.ui;
    const [command] = /^\/[\w-]+/.exec(text) ?? [];
    if (command && this.thread()) return toast(t("command_in_thread", { command })) ?? false;
    if (command && files.length) return toast(t("command_with_files", { command })) ?? false;
    if (command) return (await act("command", { channel, text })).ok;
    return (await act("say", { channel, text, thread_ts: this.thread() ?? undefined, files: files.map(({ id }) => id) })).ok;
  }
}
