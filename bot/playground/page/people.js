// The rail of people one can act as; the choice lives in the address, so that a reload keeps it.

import { displayName, humans, store } from "./app.js";
import { avatar } from "./avatar.js";
import { byId, h, testId } from "./dom.js";
import { languageName, languageOf, t } from "./i18n.js";
import { reconcile } from "./keyed.js";
import { cityOf, now, timeOfDay } from "./time.js";

export const personInAddress = () => /\bU[A-Z0-9]+/.exec(location.hash)?.[0] ?? null;

export function actAs(personId) {
  location.hash = `as=${personId}`;
}

export const firstName = (person) => displayName(person).split(" ")[0];

export function mountPeople() {
  const title = h("p", { class: "rail-title", "aria-hidden": "true" });
  const list = h("ul", { class: "rail-list" });
  byId("people").append(title, list);
  store.watch(({ people, me, minute }) => [people, me, minute], (people, me, minute) => {
    title.textContent = t("act_as_nav");
    reconcile(list, humans().map((person) => ({
      key: person.id,
      signature: JSON.stringify([person, me.id, me.locale, minute]),
      render: () => entry(person, person.id === me.id),
    })));
  });
}

function entry(person, current) {
  const time = timeOfDay(now(), person.tz);
  const name = t("person_name", { name: displayName(person), language: languageName(person.locale), time, city: cityOf(person.tz) });
  return h("li", {},
    h("button", { type: "button", class: "rail-person", title: person.profile?.title, "aria-current": current ? "true" : null,
      onclick: () => actAs(person.id), ...testId(`person-${person.id}`) },
      h("span", { class: "rail-avatar" }, avatar(person),
        h("span", { class: "rail-language", "aria-hidden": "true" }, languageOf(person.locale).toUpperCase()), h("span", { class: "sr-only" }, name)),
      h("span", { class: "rail-name", "aria-hidden": "true" }, firstName(person)),
      h("span", { class: "rail-facts", "aria-hidden": "true" }, time)));
}
