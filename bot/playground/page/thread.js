// A thread beside the conversation: its first message, the replies, and a box to answer in.

import { currentChannel, spokenName, store } from "./app.js";
import { onArrival } from "./arrivals.js";
import { mountComposer } from "./composer.js";
import { byId, h } from "./dom.js";
import { readEarlier } from "./history.js";
import { t } from "./i18n.js";
import { drawMessages } from "./message-list.js";
import { panelHead } from "./panel-head.js";
import { stayAtEnd } from "./scroll.js";

export function mountThread(root) {
  const head = h("div");
  const list = h("ol", { class: "messages" });
  const view = h("div", { class: "timeline", tabindex: 0, dataset: { testid: "thread" } }, list);
  const answer = h("div", { class: "composer-slot" });
  root.append(head, view, answer);
  const end = stayAtEnd(view, list, null);
  mountComposer(answer, { testIds: { text: "thread-composer", send: "thread-send", attach: "thread-attach" }, textId: "thread-text", thread: () => store.state.ui.thread });
  store.watch(({ me, messages, people, ui }) => [me, messages[ui.channel], people, ui.thread, ui.channel], (me, messages = [], people, thread, channel) => {
    if (!thread) return;
    head.replaceChildren(panelHead(title(), { label: t("close_thread"), close }));
    view.setAttribute("aria-label", t("thread"));
    drawMessages(list, `${channel}`, messages.filter((message) => message.ts === thread || message.thread_ts === thread), { inThread: true });
  });
  onArrival((message, _, { me, ui }) => {
    if (message.thread_ts === ui.thread && ui.thread) end.grew(message.user === me.id);
  });
  store.watch(({ ui }) => [ui.thread], (thread) => {
    if (!thread) return;
    readBackTo(thread);
    end.go();
    queueMicrotask(() => byId("thread-text").focus());
  });
}

/** An answer shown in the conversation may belong to a thread whose beginning is not here yet. */
function readBackTo(thread) {
  const { ui, messages, has_earlier: more } = store.state;
  if (more[ui.channel] && thread < messages[ui.channel][0].ts) readEarlier(ui.channel, thread);
}

function title() {
  const channel = currentChannel();
  const name = channel ? spokenName(channel) : "";
  return [t("thread"), h("span", { class: "panel-sub" }, name)];
}

function close() {
  store.dispatch({ type: "thread", ts: null });
  byId("composer-text").focus();
}
