// The column at the right: one of thread, guide, inspector, about.

import { store } from "./app.js";
import { mountAbout } from "./about.js";
import { byId, h } from "./dom.js";
import { mountFaults } from "./faults.js";
import { mountGuide } from "./guide.js";
import { t } from "./i18n.js";
import { mountInspector } from "./inspector.js";
import { mountThread } from "./thread.js";

const GUIDE_CLOSED = "guide:closed";
const ROOM_FOR_GUIDE = "(min-width: 1100px)";

const PANELS = { thread: mountThread, guide: mountGuide, inspector: mountInspector, faults: mountFaults, about: mountAbout };

export function mountPanel() {
  const column = byId("panel");
  const roots = Object.fromEntries(Object.keys(PANELS).map((name) => [name, h("div", { class: `panel-page ${name}`, hidden: true })]));
  column.append(...Object.values(roots));
  for (const [name, mount] of Object.entries(PANELS)) mount(roots[name]);
  store.watch(({ ui, guide, me }) => [ui.thread, ui.panel, guide, me], (thread, panel, guide) => {
    const open = thread ? "thread" : panel === "guide" && !guide.length ? null : panel;
    column.hidden = !open;
    if (open) column.setAttribute("aria-label", t(open));
    for (const [name, root] of Object.entries(roots)) root.hidden = name !== open;
  });
  store.listen((state, previous) => {
    if (previous.ui.panel === "guide" && state.ui.panel === null) sessionStorage.setItem(GUIDE_CLOSED, "yes");
  });
}

export function openGuideForNewcomers() {
  const wanted = store.state.guide.length > 0 && matchMedia(ROOM_FOR_GUIDE).matches && !sessionStorage.getItem(GUIDE_CLOSED);
  if (wanted) store.dispatch({ type: "panel", panel: "guide" });
}
