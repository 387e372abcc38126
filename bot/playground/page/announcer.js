// Tells screen readers about messages that arrive from others.

import { authorOf } from "./app.js";
import { onArrival } from "./arrivals.js";
import { byId } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { t } from "./i18n.js";
import { mrkdwn } from "./mrkdwn.js";

export function announceMessages() {
  onArrival((message, _, { me }) => {
    if (message.user !== me.id) byId("announcer").textContent = t("new_message_from", { name: authorOf(message).name, text: spoken(message.text ?? "") || titles(message.files) });
  });
}

const titles = (files = []) => files.map(({ title }) => title).join(", ");

const spoken = (text) => mrkdwn(withEmoji(text)).map((node) => node.textContent ?? node).join("");
