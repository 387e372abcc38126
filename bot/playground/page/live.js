// The websocket that carries the acting person's workspace, reopened when it drops.

import { store } from "./app.js";
import { toast } from "./toasts.js";

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 5000;

let socket = null;
let retry = FIRST_RETRY_MS;
let timer;

/** Listens as this person (null = whoever the server takes first), leaving any earlier one. */
export function listenAs(personId) {
  clearTimeout(timer);
  const address = new URL("/ui/live", location.href.replace(/^http/, "ws"));
  if (personId) address.searchParams.set("as", personId);
  const left = socket;
  socket = new WebSocket(address);
  left?.close();
  wire(socket, personId);
}

function wire(mine, personId) {
  mine.addEventListener("message", ({ data }) => {
    if (mine === socket) receive(JSON.parse(data));
  });
  mine.addEventListener("close", () => {
    if (mine === socket) reopen(personId);
  });
}

function receive(event) {
  retry = FIRST_RETRY_MS;
  if (event.type === "toast") toast(event.text);
  else store.dispatch(event);
}

function reopen(personId) {
  store.dispatch({ type: "online", online: false });
  timer = setTimeout(listenAs, retry, store.state.ready ? personId : null);
  retry = Math.min(retry * 2, LAST_RETRY_MS);
}
