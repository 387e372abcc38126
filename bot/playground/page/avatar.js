// Drawn avatars: initials on a colour that stays with the person.

import { displayName, humans, store } from "./app.js";
import { h } from "./dom.js";

const TINTS = 8;

const initials = (name) => name.split(/\s+/).map((word) => word.charAt(0)).slice(0, 2).join("").toUpperCase();

export const avatar = (person, size = "medium") =>
  h("span", { class: `avatar avatar-${size} tint-${tintOf(person.id)}`, "aria-hidden": "true", dataset: { initials: initials(displayName(person)) } });

export const appAvatar = (size = "medium") =>
  h("span", { class: `avatar avatar-${size} avatar-app`, "aria-hidden": "true", dataset: { initials: store.state.workspace.app_name.charAt(0).toUpperCase() } });

export function authorAvatar({ id, isApp, name }, size) {
  return isApp ? appAvatar(size) : avatar({ id, name }, size);
}

function tintOf(id) {
  const position = humans().findIndex((person) => person.id === id);
  return (position < 0 ? id.length : position) % TINTS;
}
