// The newcomer's steps, in the acting person's language, with ticks kept for as long as the tab lives.

import { personById, store } from "./app.js";
import { avatar } from "./avatar.js";
import { h, uniqueId } from "./dom.js";
import { currentLanguage, t } from "./i18n.js";
import { mrkdwn } from "./mrkdwn.js";
import { panelHead } from "./panel-head.js";
import { actAs, firstName } from "./people.js";

const slot = () => `guide:${store.state.workspace.id}`;
const ticks = () => new Set(JSON.parse(sessionStorage.getItem(slot()) ?? "[]"));

export function mountGuide(root) {
  root.dataset.testid = "guide";
  store.watch(({ guide, me, people }) => [guide, me, people], (guide) => draw(root, guide));
}

function draw(root, guide) {
  const done = ticks();
  const progress = h("span", { class: "panel-sub" }, progressOf(guide, done));
  const tick = (index, checked) => {
    if (checked) done.add(index);
    else done.delete(index);
    sessionStorage.setItem(slot(), JSON.stringify([...done]));
    progress.textContent = progressOf(guide, done);
  };
  root.replaceChildren(panelHead([t("guide_title"), progress]), h("ol", { class: "steps" }, guide.map((step, index) => stepItem(step, index, done.has(index), tick))));
}

const progressOf = (guide, done) => t("guide_progress", { done: done.size, total: guide.length });

function stepItem({ as, text, chapter }, index, done, tick) {
  const id = uniqueId("step");
  const box = h("input", {
    type: "checkbox", checked: done, "aria-label": t("guide_done", { number: index + 1 }), "aria-describedby": id,
    onchange: () => tick(index, box.checked),
  });
  const said = h("div", { id, class: "step-text mrkdwn" }, mrkdwn(inLanguage(text)));
  const step = h("div", { class: "step" }, box, h("div", { class: "step-body" }, said, personById(as) && actButton(personById(as))));
  return h("li", {}, chapter && h("h3", { class: "step-chapter" }, inLanguage(chapter)), step);
}

const inLanguage = (text) => text[currentLanguage()] ?? text.en;

function actButton(person) {
  const current = person.id === store.state.me.id;
  return h("button", { type: "button", class: "btn btn-small", "aria-pressed": String(current), onclick: () => actAs(person.id) },
    avatar(person, "tiny"), t("act_as", { name: firstName(person) }));
}
