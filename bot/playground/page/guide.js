// The newcomer's steps, in the acting person's language; what somebody does ticks them off, kept while the tab lives.

import { personById, store } from "./app.js";
import { avatar } from "./avatar.js";
import { h, uniqueId } from "./dom.js";
import { currentLanguage, t } from "./i18n.js";
import { mrkdwn } from "./mrkdwn.js";
import { panelHead } from "./panel-head.js";
import { actAs, firstName } from "./people.js";

const slot = () => `guide:${store.state.workspace.id}`;

/** How often each step's act was done, by the step's place; a step is done when that is often enough. */
const counts = () => new Map(JSON.parse(sessionStorage.getItem(slot()) ?? "[]"));
const keep = (counted) => sessionStorage.setItem(slot(), JSON.stringify([...counted]));
const timesOf = ({ done }) => done?.times ?? 1;
const isDone = (guide, counted, index) => (counted.get(index) ?? 0) >= timesOf(guide[index]);

export function mountGuide(root) {
  root.dataset.testid = "guide";
  store.watch(({ guide, me, people }) => [guide, me, people], (guide) => draw(root, guide));
  store.watch(({ acted }) => [acted], (acted) => acted && tickOff(root, acted));
}

/** The step whose turn it is in its chapter and that asks for this act has it counted. */
function tickOff(root, acted) {
  const { guide } = store.state;
  const counted = counts();
  const index = turns(guide, counted).find((place) => asksFor(guide[place], acted));
  if (index === undefined) return;
  keep(counted.set(index, (counted.get(index) ?? 0) + 1));
  draw(root, guide);
}

/** The first open step of each chapter, by its place. */
function turns(guide, counted) {
  const open = [...guide.keys()].filter((place) => !isDone(guide, counted, place));
  const chapterOf = (place) => guide.slice(0, place + 1).filter(({ chapter }) => chapter).length;
  return open.filter((place, nth) => nth === 0 || chapterOf(open[nth - 1]) !== chapterOf(place));
}

const asksFor = ({ as, done }, acted) =>
  done && as === acted.as && done.do === acted.do && new RegExp(`^(?:${done.what ?? ""})`).test(acted.what);

function draw(root, guide) {
  const counted = counts();
  const done = new Set([...guide.keys()].filter((index) => isDone(guide, counted, index)));
  const progress = h("span", { class: "panel-sub" }, progressOf(guide, done));
  const tick = (index, checked) => {
    if (checked) done.add(index);
    else done.delete(index);
    keep(counts().set(index, checked ? timesOf(guide[index]) : 0));
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
