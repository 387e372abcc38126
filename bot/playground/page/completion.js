// What the message box proposes: commands and shortcuts after "/", people after "@".

import { displayName, humans, store } from "./app.js";

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** {kind, from, word, items, hint} for what stands before the caret; null when there is nothing to propose. */
export function completionAt(text, caret, inThread) {
  const before = text.slice(0, caret);
  if (!inThread && /^\/\S*$/.test(before)) return commands(before);
  const [, word] = /(?:^|\s)(@[\p{L}\p{N}._-]*)$/u.exec(before) ?? [];
  if (word) return people(word, caret - word.length);
  return usageHint(before);
}

function commands(word) {
  const wanted = word.slice(1).toLowerCase();
  const typed = store.state.commands.filter(({ command }) => command.slice(1).startsWith(wanted)).map((command) => ({
    label: command.command, usage: command.usage_hint, description: command.description, insert: command.command,
  }));
  const shortcuts = store.state.shortcuts.filter(({ type, name }) => type === "global" && folded(name).includes(folded(wanted))).map((shortcut) => ({
    label: shortcut.name, description: shortcut.description, shortcut: shortcut.callback_id,
  }));
  return proposed("commands", 0, word, [...typed, ...shortcuts]);
}

function people(word, from) {
  const wanted = folded(word.slice(1));
  const matches = humans().filter((person) => folded(`${person.name} ${displayName(person)}`).split(" ").some((part) => part.startsWith(wanted)));
  return proposed("people", from, word, matches.map(asMention));
}

const asMention = (person) => ({
  label: displayName(person), usage: `@${person.name}`, description: person.profile?.title, insert: `@${person.name}`,
});

const proposed = (kind, from, word, items) => (items.length ? { kind, from, word, items } : null);

function usageHint(text) {
  const command = store.state.commands.find(({ command, usage_hint: usage }) => usage && text === `${command} `);
  return command ? { kind: "hint", items: [], hint: `${command.command} ${command.usage_hint}` } : null;
}
