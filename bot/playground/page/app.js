// The page's one store, and the few questions every part asks of it.

import { createStore } from "./store.js";

const GROUP_PREFIX = "mpdm-";

export const store = createStore();

export const personById = (id) => store.state.people.find((person) => person.id === id);

export const channelById = (id) => store.state.channels.find((channel) => channel.id === id);

export const currentChannel = () => channelById(store.state.ui.channel);

export const isGroup = (channel) => Boolean(channel?.name.startsWith(GROUP_PREFIX));

export const isAppChannel = (channel) => Boolean(channel?.is_im && channel.user === store.state.workspace?.bot_user_id);

export const humans = () => store.state.people.filter((person) => !person.is_bot && !person.deleted);

export const displayName = (person) => person?.real_name || person?.name || "?";

export function channelName(channel) {
  if (isGroup(channel)) return othersIn(channel).join(", ");
  if (!channel?.is_im) return channel?.name ?? "";
  if (isAppChannel(channel)) return store.state.workspace.app_name;
  return displayName(personById(channel.user));
}

/** A conversation's name where it is spoken of: #ventes-europe, Léa Moreau. */
export const spokenName = (channel) => (channel.is_im || isGroup(channel) ? "" : "#") + channelName(channel);

const othersIn = ({ members }) =>
  members.filter((id) => id !== store.state.me.id).map((id) => displayName(personById(id)));

/** Who a message is from, as it is drawn: {id, name, isApp}. */
export function authorOf(message) {
  const { workspace } = store.state;
  const isApp = Boolean(message.bot_id) || message.user === workspace.bot_user_id;
  if (isApp) return { id: workspace.bot_user_id, name: message.username ?? workspace.app_name, isApp };
  return { id: message.user, name: displayName(personById(message.user)), isApp };
}

export function openConversation(channel, tab = "messages") {
  store.dispatch({ type: "select", channel, tab });
}
