// The messages of the conversation in view, with day dividers, grouping and a scroll that stays at the end.

import { channelName, currentChannel, displayName, isAppChannel, store } from "./app.js";
import { onArrival } from "./arrivals.js";
import { byId, h, testId } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { drawMessages } from "./message-list.js";
import { stayAtEnd } from "./scroll.js";
import { isReply } from "./threads.js";

const WINDOW = 150;
const NEAR_TOP = 300;

export function mountTimeline() {
  const list = h("ol", { class: "messages" });
  const empty = h("div", { class: "empty" });
  const earlier = h("button", { type: "button", class: "btn earlier", hidden: true, onclick: () => goBack(), ...testId("earlier") });
  const root = h("section", { id: "timeline", class: "timeline", tabindex: 0, ...testId("timeline") }, empty, earlier, list);
  const newer = h("button", { type: "button", class: "newer", hidden: true });
  byId("stage").append(root, newer);
  const end = stayAtEnd(root, list, newer);
  root.addEventListener("scroll", () => root.scrollTop < NEAR_TOP && goBack()); // after the end has seen that one went up
  let drawn = { channel: null, shown: [], start: 0, from: "" };
  store.watch(({ ui }) => [ui.tab], (tab) => {
    root.hidden = tab !== "messages";
    newer.hidden = true;
  });
  store.watch(({ me, messages, people, minute, ui }) => [me, messages[ui.channel], people, Math.floor(minute / 60), ui.channel], (me, messages = []) => {
    const shown = messages.filter((message) => !isReply(message));
    drawWindow(shown);
    empty.hidden = shown.length > 0;
    empty.replaceChildren(...welcome(me, currentChannel()));
  });
  store.watch(({ me, ui }) => [me, ui.channel, ui.tab], () => {
    label(root, newer);
    earlier.textContent = t("earlier_messages");
    end.go();
  });
  onArrival((message, channel, { me, ui }) => {
    if (channel === ui.channel && !isReply(message)) end.grew(message.user === me.id);
  });

  /** Draws the newest messages only, and from there on whatever arrives; `goBack` draws earlier ones. */
  function drawWindow(shown) {
    const { channel } = ui();
    const kept = drawn.channel === channel ? shown.findIndex(({ ts }) => ts >= drawn.from) : -1;
    const isLong = kept < 0 || (end.isAtEnd() && shown.length - kept > 2 * WINDOW);
    drawFrom(shown, isLong ? shown.length - WINDOW : kept);
  }

  function drawFrom(shown, place) {
    const start = Math.max(0, place);
    drawn = { channel: ui().channel, shown, start, from: shown[start]?.ts ?? "" };
    drawMessages(list, drawn.channel, shown.slice(start));
    earlier.hidden = start === 0;
  }

  function goBack() {
    if (drawn.start === 0 || root.hidden) return;
    const below = root.scrollHeight - root.scrollTop;
    drawFrom(drawn.shown, drawn.start - WINDOW);
    root.scrollTop = root.scrollHeight - below;
  }
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
