// Earlier messages of a conversation, fetched when somebody wants them: the page begins with the newest part only.

import { act } from "./api.js";
import { store } from "./app.js";

let reading = false;

/** Fetches the part before what is here, or all since the message `backTo`. */
export async function readEarlier(channel, backTo = null) {
  const { me, messages } = store.state;
  if (reading) return;
  reading = true;
  const answer = await act("history", { channel, before: messages[channel]?.[0]?.ts ?? null, back_to: backTo }, { quiet: true });
  reading = false;
  if (answer.ok && store.state.me.id === me.id) store.dispatch({ type: "earlier", channel, ...answer });
}
