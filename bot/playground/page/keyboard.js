// Keys that work anywhere: between conversations, out of panels, past the menus.

import { openConversation, store } from "./app.js";
import { byId } from "./dom.js";
import { orderedConversations } from "./sidebar.js";

export function watchKeyboard() {
  document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.altKey && step && !document.querySelector("dialog[open]")) go(event, step);
    if (event.key === "Escape" && !event.defaultPrevented) leave();
  });
  for (const skip of document.querySelectorAll(".skip")) skip.addEventListener("click", follow);
}

function go(event, step) {
  event.preventDefault();
  const ids = orderedConversations().flat().map(({ id }) => id);
  openConversation(ids.at((ids.indexOf(store.state.ui.channel) + step) % ids.length));
}

function leave() {
  const { ui } = store.state;
  if (document.querySelector("dialog[open], :popover-open")) return;
  if (ui.drawer) store.dispatch({ type: "drawer", open: false });
  else if (byId("panel").contains(document.activeElement)) closePanel();
}

function closePanel() {
  store.dispatch({ type: "panel", panel: null });
  byId("composer-text")?.focus();
}

/** The address's fragment says who acts, so a skip link moves the focus and leaves the address alone. */
function follow(event) {
  event.preventDefault();
  const target = document.querySelector(event.currentTarget.getAttribute("href"));
  const seen = target?.checkVisibility() ? target : byId("home");
  seen?.focus();
}
