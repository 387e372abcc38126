// The page's own words, in the language of the person who is acting.

import { byId } from "./dom.js";
import { en } from "./words-en.js";
import { fr } from "./words-fr.js";

const DICTIONARIES = { en, fr };

let language = "en";

export const languageOf = (locale) => (locale?.toLowerCase().startsWith("fr") ? "fr" : "en");

export const currentLanguage = () => language;

/** The words for a key, with {name} filled in; a `count` picks key_one or key_many. */
export function t(key, values = {}) {
  const words = DICTIONARIES[language];
  const phrase = words[key] ?? words[`${key}_${plural(values.count)}`] ?? key;
  return phrase.replace(/\{(\w+)\}/g, (_, name) => written(values[name] ?? ""));
}

const written = (value) => (typeof value === "number" ? value.toLocaleString(language) : value);

const plural = (count) => (new Intl.PluralRules(language).select(count ?? 0) === "one" ? "one" : "many");

export function speak(locale) {
  language = languageOf(locale);
  document.documentElement.lang = language;
  for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  byId("people").setAttribute("aria-label", t("act_as_nav"));
  byId("sidebar").setAttribute("aria-label", t("conversations"));
}

/** The language the page could speak instead, and the words that offer it, in it. */
export function otherLanguage() {
  const locale = language === "fr" ? "en-GB" : "fr-FR";
  return { locale, offer: DICTIONARIES[languageOf(locale)].change_language };
}

/** A language's name in the reader's language: "French", "français". */
export const languageName = (locale) =>
  new Intl.DisplayNames([language], { type: "language" }).of(languageOf(locale));
