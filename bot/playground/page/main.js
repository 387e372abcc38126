// Starts the page: who is acting, the live connection, and every part once the workspace is known.

import { announceMessages } from "./announcer.js";
import { store } from "./app.js";
import { byId } from "./dom.js";
import { mountComposer } from "./composer.js";
import { mountHeading } from "./heading.js";
import { mountHome } from "./home.js";
import { speak, t } from "./i18n.js";
import { watchKeyboard } from "./keyboard.js";
import { listenAs } from "./live.js";
import { mountModal } from "./modal.js";
import { mountPanel, openGuideForNewcomers } from "./panel.js";
import { mountPeople, personInAddress } from "./people.js";
import { mountSidebar } from "./sidebar.js";
import { now } from "./time.js";
import { mountTimeline } from "./timeline.js";
import { mountTopbar } from "./topbar.js";

const PARTS = [mountTopbar, mountPeople, mountSidebar, mountHeading, mountTimeline, mountHome, mountMainComposer, mountPanel, mountModal];

const CLOCK_NEWS = ["state", "clock"];

function mountMainComposer() {
  mountComposer(byId("composer"), { testIds: { text: "composer", send: "send", attach: "attach" }, textId: "composer-text", thread: () => null });
}

function mountAll() {
  store.watch(({ me }) => [me], ({ locale }) => speak(locale));
  for (const mount of PARTS) mount();
  store.watch(({ workspace, me }) => [workspace, me], ({ name }) => (document.title = `${name} · ${t("playground")}`));
  openGuideForNewcomers();
  announceMessages();
  watchKeyboard();
  tick();
  setInterval(tick, 1000);
}

/** Lets whatever shows the time follow the workspace's clock, a minute at a time. */
function tick() {
  const minute = Math.floor(now() / 60_000);
  if (minute !== store.state.minute) store.dispatch({ type: "minute", minute });
}

function watchConnection() {
  store.watch(({ online }) => [online], (online) => {
    const notice = byId("notice");
    notice.hidden = online;
    notice.textContent = online ? "" : t("reconnecting");
  });
}

store.listen((state, previous, event) => {
  if (state.ready && !previous.ready) mountAll();
  if (CLOCK_NEWS.includes(event.type)) tick();
});
window.addEventListener("hashchange", () => listenAs(personInAddress()));
byId("stage").dataset.loading = t("loading");
watchConnection();
listenAs(personInAddress());
