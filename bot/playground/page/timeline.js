// The messages of the conversation in view, with day dividers, grouping and a scroll that stays at the end.

import { channelName, currentChannel, displayName, isAppChannel, store } from "./app.js";
import { onArrival } from "./arrivals.js";
import { byId, h, testId } from "./dom.js";
import { readEarlier } from "./history.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { drawMessages } from "./message-list.js";
import { keepPlace, stayAtEnd } from "./scroll.js";
import * as sliding from "./sliding.js";
import { isReply } from "./threads.js";

const NEAR_EDGE = 300;

export function mountTimeline() {
  const list = h("ol", { class: "messages" });
  const empty = h("div", { class: "empty" });
  const earlier = h("button", { type: "button", class: "btn earlier", hidden: true, onclick: () => goBack(), ...testId("earlier") });
  const root = h("section", { id: "timeline", class: "timeline", tabindex: 0, ...testId("timeline") }, empty, earlier, list);
  const newer = h("button", { type: "button", class: "newer", hidden: true });
  byId("stage").append(root, newer);
  let drawn = { channel: null, shown: [], start: 0, end: 0 };
  const isDrawn = () => drawn.end === drawn.shown.length;
  const end = stayAtEnd(root, list, newer, { isDrawn, reach: () => isDrawn() || draw(sliding.newest(drawn.shown)) });
  root.addEventListener("scroll", slide); // after the end has seen that one went up
  store.watch(({ ui }) => [ui.tab], (tab) => {
    root.hidden = tab !== "messages";
    newer.hidden = true;
  });
  store.watch(({ me, messages, people, minute, ui }) => [me, messages[ui.channel], people, Math.floor(minute / 60), ui.channel], (me, messages = []) => {
    const shown = messages.filter((message) => !isReply(message));
    follow(shown);
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

  /** Draws the newest messages of a conversation just opened, and from there on what the reader has before them. */
  function follow(shown) {
    const { channel } = ui();
    const part = channel === drawn.channel ? sliding.kept(drawn, shown, !end.isAtEnd()) : sliding.newest(shown);
    drawn = { ...drawn, channel, shown };
    draw(part);
  }

  function draw(part) {
    drawn = { ...drawn, ...part };
    drawMessages(list, drawn.channel, drawn.shown.slice(drawn.start, drawn.end));
    earlier.hidden = drawn.start === 0 && !store.state.has_earlier[drawn.channel];
  }

  function slide() {
    if (root.hidden) return;
    const below = root.scrollHeight - root.scrollTop - root.clientHeight;
    if (root.scrollTop < NEAR_EDGE) goBack();
    else if (below < NEAR_EDGE && !isDrawn()) keepPlace(root, list, () => draw(sliding.later(drawn, drawn.shown)));
  }

  async function goBack() {
    if (drawn.start === 0 && store.state.has_earlier[drawn.channel]) await readEarlier(drawn.channel);
    if (drawn.start > 0) keepPlace(root, list, () => draw(sliding.earlier(drawn)));
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
