// Turns messages into list items: a divider for each day, consecutive ones of an author grouped.

import { authorOf, store } from "./app.js";
import { h } from "./dom.js";
import { reconcile } from "./keyed.js";
import { renderMessage } from "./message.js";
import { dateOf, dayKey, dayTitle } from "./time.js";

const GROUP_SECONDS = 300;

export function drawMessages(list, channel, messages, { inThread = false } = {}) {
  const { me } = store.state;
  const reader = `${me.id}/${me.locale}/${me.tz}`;
  reconcile(list, messages.flatMap((message, index) => {
    const before = messages[index - 1];
    const grouped = !inThread && follows(message, before);
    const author = authorOf(message);
    const item = {
      key: `${channel}/${message.ts}`,
      signature: [message, grouped, reader, author.id, author.name],
      render: () => renderMessage(message, { channel, grouped, inThread }),
    };
    return startsDay(message, before) ? [divider(message, reader), item] : [item];
  }));
}

const startsDay = (message, before) => !before || dayKey(dateOf(before.ts)) !== dayKey(dateOf(message.ts));

function divider({ ts }, reader) {
  const title = dayTitle(dateOf(ts));
  return {
    key: `day/${dayKey(dateOf(ts))}`,
    signature: `${title}/${reader}`,
    render: () => h("li", { class: "day" }, h("span", {}, title)),
  };
}

function follows(message, before) {
  if (!before || startsDay(message, before)) return false;
  const soon = Number(message.ts) - Number(before.ts) < GROUP_SECONDS;
  const plain = !message.is_ephemeral && !before.is_ephemeral && !before.reply_count;
  return soon && plain && authorOf(message).id === authorOf(before).id && authorOf(message).name === authorOf(before).name;
}
