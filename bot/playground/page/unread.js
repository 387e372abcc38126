// Which conversations hold something new, remembered per person for as long as the tab lives.

import { isReply } from "./threads.js";

const slot = (me, channel) => `read:${me.id}:${channel}`;

export function markRead(me, channel, messages = []) {
  const last = messages.at(-1)?.ts;
  if (last) sessionStorage.setItem(slot(me, channel), last);
}

/** {channel: number of messages not yet seen}; the conversation in view is marked as read on the way. */
export function countUnread(me, messages, ui) {
  const inView = ui.tab === "messages" ? ui.channel : null;
  if (inView) markRead(me, inView, messages[inView]);
  return Object.fromEntries(Object.entries(messages).map(([channel, list]) => [channel, unseen(me, channel, list)]));
}

function unseen(me, channel, list) {
  const seen = sessionStorage.getItem(slot(me, channel)) ?? "";
  return list.filter((message) => message.ts > seen && message.user !== me.id && !isReply(message)).length;
}
