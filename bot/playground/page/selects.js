// Select menus from blocks: where their options come from, and what choosing one sends.

import { channelName, displayName, humans, store } from "./app.js";
import { Combobox } from "./combobox.js";
import { confirmed, hooks, nameOf } from "./controls.js";
import { withEmoji } from "./emoji.js";
import { t } from "./i18n.js";
import { held, valueOf } from "./values.js";

const asOption = (option) => ({ key: option.value, label: withEmoji(option.text.text), description: option.description?.text, raw: option });
const asPerson = (person) => ({ key: person.id, label: displayName(person), description: person.profile?.title, raw: person.id });
const asChannel = (channel) => ({ key: channel.id, label: channel.is_im ? channelName(channel) : `#${channel.name}`, raw: channel.id });

const sources = {
  static: (element) => () => grouped(element),
  external: (element, block, surface) => async (query) => grouped(await surface.options(block, element, query)),
  users: () => () => [{ options: humans().map(asPerson) }],
  conversations: ({ filter }) => () => [{ options: store.state.channels.filter((channel) => admits(filter, channel)).map(asChannel) }],
  channels: () => () => [{ options: store.state.channels.filter(({ is_im, is_private }) => !is_im && !is_private).map(asChannel) }],
};

const grouped = ({ options, option_groups: groups }) =>
  groups?.map(({ label, options: inside }) => ({ label: label.text, options: inside.map(asOption) })) ?? [{ options: (options ?? []).map(asOption) }];

const kindOf = (channel) => (channel.is_im ? "im" : channel.is_private ? "private" : "public");

const admits = (filter, channel) => !filter?.include || filter.include.includes(kindOf(channel));

const PROMPTS = { users: "choose_person", conversations: "choose_channel", channels: "choose_channel" };

export function select(element, block, surface) {
  const many = element.type.startsWith("multi_");
  const source = element.type.replace(/^multi_|_select$/g, "");
  const box = new Combobox({
    attributes: hooks(element, block),
    name: nameOf(element, block),
    placeholder: element.placeholder?.text ?? t(PROMPTS[source] ?? (many ? "choose_many" : "choose")),
    many,
    limit: element.max_selected_items ?? Infinity,
    minimum: source === "external" ? element.min_query_length ?? 3 : 0,
    remote: source === "external",
    clearable: block.type === "input" && block.optional,
    chosen: [held(surface.value(block, element))].flat().filter(Boolean).map((raw) => known(source, raw)),
    load: sources[source](element, block, surface),
    choose: (raws) => confirmed(element, () => surface.commit(block, element, valueOf(element, many ? raws : raws[0] ?? null))),
    revertOnRefusal: Boolean(element.confirm),
  });
  return box.node;
}

function known(source, raw) {
  if (source === "static" || source === "external") return asOption(raw);
  const list = source === "users" ? humans().map(asPerson) : store.state.channels.map(asChannel);
  return list.find(({ key }) => key === raw) ?? { key: raw, label: raw, raw };
}
