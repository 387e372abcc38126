// One message: author, time, content, reactions, replies, and what can be done with it.

import { act } from "./api.js";
import { authorOf, displayName, personById, store } from "./app.js";
import { authorAvatar } from "./avatar.js";
import { renderBlocks } from "./blocks.js";
import { h, testId } from "./dom.js";
import { emoji } from "./emoji.js";
import { renderFiles } from "./files.js";
import { currentLanguage, t } from "./i18n.js";
import { icon } from "./icons.js";
import { menu } from "./menu.js";
import { mrkdwn } from "./mrkdwn.js";
import { messageSurface } from "./surfaces.js";
import { capitalised, dateOf, dayAndTime, timeOfDay } from "./time.js";

const COMMON = ["+1", "tada", "heart", "eyes", "white_check_mark", "raised_hands", "joy", "pray"];

export function renderMessage(message, { channel, grouped, inThread }) {
  if (message.subtype === "tombstone") return tombstone(message, inThread);
  const author = authorOf(message);
  return h("li", { class: classes(message, grouped), ...testId(`message-${message.ts}`) },
    h("div", { class: "gutter" }, grouped ? time(message) : authorAvatar(author)),
    h("div", { class: "message-body" },
      message.is_ephemeral && h("p", { class: "only-you" }, icon("eye"), t("only_you")),
      h("p", { class: grouped ? "message-head sr-only" : "message-head" },
        h("strong", {}, author.name), author.isApp && h("span", { class: "app-badge" }, t("app_badge")), !grouped && time(message)),
      content(message, channel),
      message.files?.length > 0 && renderFiles(message.files),
      reactions({ ...message, channel }),
      !inThread && replies(message)),
    !message.is_ephemeral && toolbar(message, channel, inThread));
}

const tombstone = (message, inThread) =>
  h("li", { class: "message", ...testId(`message-${message.ts}`) },
    h("div", { class: "gutter" }),
    h("div", { class: "message-body" }, h("p", { class: "gone" }, t("message_gone")), !inThread && replies(message)));

const classes = (message, grouped) =>
  ["message", grouped && "grouped", message.is_ephemeral && "ephemeral"].filter(Boolean).join(" ");

function time({ ts }) {
  const date = dateOf(ts);
  return h("time", { class: "message-time", datetime: date.toISOString(), title: capitalised(dayAndTime(date)) }, timeOfDay(date));
}

function content(message, channel) {
  const body = message.blocks?.length
    ? renderBlocks(message.blocks, messageSurface(channel, message))
    : h("div", { class: "mrkdwn" }, mrkdwn(message.text ?? ""));
  if (message.edited) body.append(h("span", { class: "edited" }, ` ${t("edited")}`));
  return body;
}

function reactions({ reactions: given, ts, channel }) {
  if (!given?.length) return null;
  return h("ul", { class: "reactions", "aria-label": t("reactions") }, given.map((one) => h("li", {}, reaction(one, ts, channel))));
}

/** A reaction is pressed to join in, and pressed again to take one's own away. */
function reaction({ name, count, users }, ts, channel) {
  const mine = users.includes(store.state.me.id);
  const who = new Intl.ListFormat(currentLanguage()).format(users.map((id) => nameOf(id)));
  return h("button", {
    type: "button", class: "reaction", "aria-pressed": String(mine), title: `${who} :${name}:`, "aria-label": `:${name}: ${count}, ${who}`,
    onclick: () => act(mine ? "unreact" : "react", { name, channel, ts }),
  }, `${emoji(name) ?? `:${name}:`} ${count}`);
}

const nameOf = (id) => (personById(id) ? displayName(personById(id)) : store.state.workspace.app_name);

function replies({ ts, reply_count: count }) {
  if (!count) return null;
  return h("button", { type: "button", class: "replies", onclick: () => openThread(ts) }, icon("reply"), t("replies", { count }));
}

const openThread = (ts) => store.dispatch({ type: "thread", ts });

function toolbar(message, channel, inThread) {
  const reply = { label: t("reply_in_thread"), choose: () => openThread(threadOf(message)) };
  const choices = [...(inThread ? [] : [reply]), ...shortcuts(message, channel)];
  const react = menu(toolButton("smile", t("react")), t("react"), () =>
    COMMON.map((name) => ({ label: `${emoji(name)} :${name}:`, choose: () => act("react", { name, channel, ts: message.ts }) })));
  const quick = !inThread && toolButton("reply", reply.label, reply.choose);
  const more = choices.length > 0 && menu(toolButton("more", t("more_actions")), t("message_actions"), () => choices);
  return h("div", { class: "toolbar", role: "group", "aria-label": t("message_actions") }, react, quick, more);
}

const toolButton = (glyph, name, press) =>
  h("button", { type: "button", class: `icon-button tool-${glyph}`, "aria-label": name, title: name, onclick: press }, icon(glyph));

const threadOf = ({ thread_ts: thread, ts }) => thread ?? ts;

const shortcuts = ({ ts }, channel) =>
  store.state.shortcuts.filter(({ type }) => type === "message").map(({ name, callback_id, description }) => ({
    label: name, description, choose: () => act("shortcut", { callback_id, channel, ts }),
  }));
