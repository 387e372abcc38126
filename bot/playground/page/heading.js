// The conversation's heading; for the app, the Home and Messages tabs as well.

import { act } from "./api.js";
import { channelName, currentChannel, isAppChannel, openConversation, store } from "./app.js";
import { byId, h, testId } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { t } from "./i18n.js";
import { glyph } from "./sidebar.js";

const TABS = ["home", "messages"];

export function mountHeading() {
  const heading = byId("heading");
  store.watch(({ me, channels, ui }) => [me, channels, ui.channel, ui.tab], () => draw(heading, currentChannel()));
  store.watch(({ me, ui }) => [me.id, ui.channel, ui.tab], (_, channel, tab) => {
    if (tab === "home" && channel) act("open_home");
  });
}

function draw(heading, channel) {
  const onTab = heading.contains(document.activeElement) && document.activeElement.role === "tab";
  heading.replaceChildren(h("div", { class: "heading-line" }, h("h1", {}, channel && glyph(channel), channelName(channel)), facts(channel)));
  if (isAppChannel(channel)) heading.append(tabs(channel.id));
  if (onTab) heading.querySelector("[aria-selected=true]")?.focus();
}

function facts(channel) {
  if (!channel || channel.is_im) return null;
  const said = [
    channel.is_private && t("private_channel"), channel.is_archived && t("archived"),
    t("members", { count: channel.members?.length ?? 0 }), channel.topic && withEmoji(channel.topic.value ?? channel.topic),
  ];
  return h("p", { class: "heading-facts" }, said.filter(Boolean).join(" · "));
}

function tabs(channel) {
  const current = store.state.ui.tab;
  const arrow = ({ key }) => ["ArrowLeft", "ArrowRight"].includes(key) && openConversation(channel, TABS.find((name) => name !== current));
  return h("div", { class: "tabs", role: "tablist", onkeydown: arrow }, TABS.map((name) =>
    h("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-selected": String(name === current), "aria-controls": name === "home" ? "home" : "timeline",
      tabindex: name === current ? 0 : -1, onclick: () => openConversation(channel, name), ...testId(`tab-${name}`) }, t(name))));
}
