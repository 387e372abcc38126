// What the playground is, its keys, and what of Slack it leaves out.

import { store } from "./app.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { panelHead } from "./panel-head.js";

const KEYS = [["Alt + ↑ ↓", "about_key_channels"], ["/", "about_key_slash"], ["Ctrl/⌘ + Enter", "about_key_submit"], ["Esc", "about_key_escape"]];

export function mountAbout(root) {
  root.dataset.testid = "about";
  store.watch(({ me }) => [me], () => root.replaceChildren(
    panelHead(t("about_title")),
    h("div", { class: "about-body" },
      h("p", {}, t("about_lead")),
      h("h3", {}, t("about_missing")),
      h("ul", {}, t("about_missing_list").split("|").map((item) => h("li", {}, item))),
      h("h3", {}, t("about_keys")),
      h("dl", {}, KEYS.map(([key, meaning]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, t(meaning))])))));
}
