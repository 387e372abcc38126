// The messages of the conversation in view, with day dividers, grouping and a scroll that stays at the end.

import { channelName, currentChannel, displayName, isAppChannel, store } from "./app.js";
import { onArrival } from "./arrivals.js";
import { byId, h, testId } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { drawMessages } from "./message-list.js";
import { stayAtEnd } from "./scroll.js";
import { isReply } from "./threads.js";

export function mountTimeline() {
  const list = h("ol", { class: "messages" });
  const empty = h("div", { class: "empty" });
  const root = h("section", { id: "timeline", class: "timeline", tabindex: 0, ...testId("timeline") }, empty, list);
  const newer = h("button", { type: "button", class: "newer", hidden: true });
  byId("stage").append(root, newer);
  const end = stayAtEnd(root, list, newer);
  store.watch(({ ui }) => [ui.tab], (tab) => {
    root.hidden = tab !== "messages";
    newer.hidden = true;
  });
  store.watch(({ me, messages, people, minute, ui }) => [me, messages[ui.channel], people, Math.floor(minute / 60), ui.channel], (me, messages = []) => {
    const shown = messages.filter((message) => !isReply(message));
    drawMessages(list, ui().channel, shown);
    empty.hidden = shown.length > 0;
    empty.replaceChildren(...welcome(me, currentChannel()));
  });
  store.watch(({ me, ui }) => [me, ui.channel, ui.tab], () => {
    label(root, newer);
    end.go();
  });
  onArrival((message, channel, { me, ui }) => {
    if (channel === ui.channel && !isReply(message)) end.grew(message.user === me.id);
  });
}

const ui = () => store.state.ui;

function label(root, newer) {
  const channel = currentChannel();
  root.setAttribute("role", isAppChannel(channel) ? "tabpanel" : "region");
  root.setAttribute("aria-label", t("message_list", { name: channelName(channel) }));
  newer.replaceChildren(icon("arrow_down"), t("new_messages"));
}

function welcome(me, channel) {
  if (!channel) return [];
  const key = isAppChannel(channel) ? "no_messages_app" : "no_messages_channel";
  return [h("h2", {}, t("no_messages")), h("p", {}, t(key, { app: store.state.workspace.app_name, name: displayName(me) }))];
}
