// Messages that arrive, apart from those that only changed.

import { store } from "./app.js";

/** Calls hear(message, channel, state) for each message that was not there before. */
export function onArrival(hear) {
  store.listen((state, previous, { type, channel, message }) => {
    const isKnown = () => previous.messages[channel]?.some(({ ts }) => ts === message.ts);
    if (type === "message" && !isKnown()) hear(message, channel, state);
  });
}
