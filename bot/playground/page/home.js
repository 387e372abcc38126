// The app's Home tab, drawn from the view last published for the acting person.

import { displayName, store } from "./app.js";
import { updateBlocks } from "./blocks.js";
import { byId, h, testId } from "./dom.js";
import { t } from "./i18n.js";
import { viewSurface } from "./surfaces.js";

export function mountHome() {
  const blocks = h("div", { class: "blocks" });
  const empty = h("div", { class: "empty" });
  const root = h("section", { id: "home", class: "home", role: "tabpanel", tabindex: 0, "aria-labelledby": "tab-home", ...testId("home") },
    h("div", { class: "home-page" }, blocks, empty));
  byId("stage").append(root);
  store.watch(({ ui }) => [ui.tab], (tab) => (root.hidden = tab !== "home"));
  store.watch(({ home, me }) => [home, me], (home, me) => {
    empty.hidden = Boolean(home);
    empty.replaceChildren(h("h2", {}, t("home_empty")), h("p", {}, t("home_empty_more", { app: store.state.workspace.app_name, name: displayName(me) })));
    updateBlocks(blocks, `${home?.id}/${me.id}`, home?.blocks ?? [], home && viewSurface(home, store.state.typed));
  });
}
