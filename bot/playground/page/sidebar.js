// The sidebar: workspace, who is acting, channels, direct messages and the app, with unread marks.

import { channelById, channelName, displayName, isAppChannel, isGroup, openConversation, personById, store } from "./app.js";
import { act, whileBusy } from "./api.js";
import { appAvatar, avatar } from "./avatar.js";
import { byId, h, testId } from "./dom.js";
import { languageName, otherLanguage, t } from "./i18n.js";
import { icon } from "./icons.js";
import { capitalised, cityOf } from "./time.js";

export function mountSidebar() {
  const head = h("div", { class: "workspace-name" });
  const acting = h("div", { class: "acting" });
  const lists = h("div", { class: "conversation-lists" });
  byId("sidebar").append(head, acting, lists);
  store.watch(({ workspace }) => [workspace], ({ name }) => (head.textContent = name));
  store.watch(({ me }) => [me], (me) => acting.replaceChildren(...actingCard(me)));
  store.watch(({ me, people, channels, unread, ui }) => [me, people, channels, unread, ui.channel],
    () => drawKeepingFocus(lists, () => lists.replaceChildren(...sections())));
  watchDrawer(byId("drawer"));
}

/** On a narrow screen the sidebar is a drawer: a click beside it closes it. */
function watchDrawer(drawer) {
  store.watch(({ ui }) => [ui.drawer], (open) => {
    drawer.classList.toggle("open", open);
    if (open) drawer.querySelector("[aria-current=page]")?.focus();
  });
  document.addEventListener("click", ({ target }) => {
    const beside = store.state.ui.drawer && !drawer.contains(target) && !byId("topbar").contains(target) && target.isConnected;
    if (beside) store.dispatch({ type: "drawer", open: false });
  });
}

function actingCard(me) {
  const facts = [capitalised(languageName(me.locale)), cityOf(me.tz)].join(" · ");
  return [avatar(me), h("div", {},
    h("p", { class: "acting-label" }, t("acting_as")),
    h("p", { class: "acting-name" }, displayName(me)),
    h("p", { class: "acting-facts" }, me.profile?.title), h("p", { class: "acting-facts" }, facts), languageSwitch())];
}

function languageSwitch() {
  const { locale, offer } = otherLanguage();
  return h("button", { type: "button", class: "acting-language", lang: locale, ...testId("language"),
    onclick: (event) => whileBusy(event.currentTarget, () => act("change_language", { locale })) }, offer);
}

/** The conversations in the order the sidebar shows them. */
export function orderedConversations() {
  const { channels } = store.state;
  const direct = (channel) => (channel.is_im && !isAppChannel(channel)) || isGroup(channel);
  const groups = [channels.filter((channel) => !channel.is_im && !direct(channel)), channels.filter(direct), channels.filter(isAppChannel)];
  return groups.map((group) => group.toSorted((one, other) => channelName(one).localeCompare(channelName(other))));
}

function sections() {
  const titles = ["channels", "direct_messages", "apps"];
  return orderedConversations().map((group, index) => group.length > 0 && h("section", {},
    h("h2", {}, t(titles[index])), h("ul", {}, group.map((channel) => h("li", {}, entry(channel)))))).filter(Boolean);
}

function entry(channel) {
  const { ui, unread } = store.state;
  const count = unread[channel.id] ?? 0;
  return h("button", { type: "button", class: count ? "conversation-link unread" : "conversation-link", "aria-current": channel.id === ui.channel ? "page" : null,
    onclick: () => open(channel.id), ...testId(isAppChannel(channel) ? "app-dm" : `channel-${channel.id}`) },
    glyph(channel), h("span", { class: "conversation-name" }, channelName(channel)),
    count > 0 && unreadMark(channel, count));
}

/** A number beside direct messages; a channel's name in bold says enough to the eye. */
const unreadMark = (channel, count) => [
  channel.is_im && h("span", { class: "badge", "aria-hidden": "true" }, String(count)),
  h("span", { class: "sr-only" }, ` ${t("unread", { count })}`)];

function open(id) {
  const { ui } = store.state;
  const keepsTab = isAppChannel(channelById(id)) && ui.channel === id;
  openConversation(id, keepsTab ? ui.tab : "messages");
}

export function glyph(channel) {
  if (isAppChannel(channel)) return appAvatar("small");
  if (channel.is_im) return avatar(personById(channel.user) ?? { id: channel.user, name: "?" }, "small");
  if (isGroup(channel)) return icon("people");
  return icon(channel.is_private ? "lock" : "hash");
}

function drawKeepingFocus(root, draw) {
  const focused = root.contains(document.activeElement) ? document.activeElement.dataset.testid : null;
  draw();
  if (focused) root.querySelector(`[data-testid="${CSS.escape(focused)}"]`)?.focus();
}
