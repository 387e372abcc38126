// Tells screen readers about messages that arrive from others.

import { authorOf, store } from "./app.js";
import { byId } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { t } from "./i18n.js";
import { mrkdwn } from "./mrkdwn.js";

export function announceMessages() {
  store.listen((state, previous, { type, channel, message }) => {
    if (type !== "message" || message.user === state.me.id) return;
    const known = previous.messages[channel]?.some(({ ts }) => ts === message.ts);
    if (!known) byId("announcer").textContent = t("new_message_from", { name: authorOf(message).name, text: spoken(message.text ?? "") });
  });
}

const spoken = (text) => mrkdwn(withEmoji(text)).map((node) => node.textContent ?? node).join("");
