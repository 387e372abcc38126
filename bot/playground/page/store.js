// What the page knows, and the one function that changes it on a server message or a gesture.

import { countUnread, markRead } from "./unread.js";

const CALLS_KEPT = 200;

const EMPTY = {
  ready: false, online: true, connected: false, minute: 0,
  workspace: null, me: null, people: [], channels: [], messages: {}, has_earlier: {}, unread: {},
  home: null, typed: {}, modals: [], commands: [], shortcuts: [], guide: [], calls: [], faults: [], methods: [],
  clock: null,
  ui: { channel: null, tab: "messages", thread: null, panel: null, drawer: false },
};

export function createStore(state = EMPTY) {
  const listeners = new Set();
  return {
    get state() {
      return state;
    },
    dispatch(event) {
      const previous = state;
      state = reduce(state, event);
      for (const listener of listeners) listener(state, previous, event);
    },
    listen(listener) {
      listeners.add(listener);
    },
    /** Calls render(...values) now and whenever one of the values select(state) gives has changed. */
    watch(select, render) {
      let last = null;
      const check = () => {
        const next = select(state);
        if (last && next.every((value, index) => Object.is(value, last[index]))) return;
        last = next;
        render(...next);
      };
      listeners.add(check);
      check();
    },
  };
}

export function reduce(state, event) {
  const change = { ...fromServer, ...fromReader }[event.type];
  return change ? change(state, event) : state;
}

const fromServer = {
  state: (state, { type, ...facts }) => {
    const clock = stamped(facts.clock);
    const messages = Object.fromEntries(Object.entries(facts.messages).map(([id, list]) => [id, [...list].sort(byTs)]));
    const ui = settle(state.ui, state, facts);
    return { ...state, ...facts, clock, messages, ui, ready: true, online: true, unread: countUnread(facts.me, messages, ui) };
  },
  channel: (state, { channel }) => ({ ...state, channels: upsert(state.channels, channel, "id") }),
  person: (state, { person }) => ({
    ...state,
    people: upsert(state.people, person, "id"),
    me: state.me?.id === person.id ? person : state.me,
  }),
  message: (state, { channel, message }) => {
    if (isBefore(state, channel, message.ts)) return state;
    const list = upsert(state.messages[channel] ?? [], message, "ts").sort(byTs);
    const messages = { ...state.messages, [channel]: list };
    return { ...state, messages, unread: countUnread(state.me, messages, state.ui) };
  },
  message_deleted: (state, { channel, ts }) => {
    const list = (state.messages[channel] ?? []).filter((message) => message.ts !== ts);
    return { ...state, messages: { ...state.messages, [channel]: list } };
  },
  modals: (state, { modals }) => ({ ...state, modals }),
  home: (state, { home }) => ({ ...state, home }),
  clock: (state, { clock }) => ({ ...state, clock: stamped(clock) }),
  faults: (state, { faults }) => ({ ...state, faults }),
  connected: (state, { connected }) => ({ ...state, connected }),
  call: (state, { call }) => {
    const number = (state.calls[0]?.number ?? 0) + 1;
    return { ...state, calls: [{ ...call, number }, ...state.calls].slice(0, CALLS_KEPT) };
  },
};

const fromReader = {
  earlier: (state, { channel, messages, has_earlier: more }) => {
    const here = state.messages[channel] ?? [];
    const list = [...messages.filter(({ ts }) => !(ts >= here[0]?.ts)), ...here].sort(byTs);
    return { ...state, messages: { ...state.messages, [channel]: list }, has_earlier: { ...state.has_earlier, [channel]: more } };
  },
  select: (state, { channel, tab }) => {
    const ui = { ...state.ui, channel, tab, thread: null, drawer: false };
    if (state.me) markRead(state.me, channel, state.messages[channel]);
    return { ...state, ui, unread: countUnread(state.me, state.messages, ui) };
  },
  thread: (state, { ts }) => withUi(state, { thread: ts }),
  panel: (state, { panel }) => withUi(state, { panel: state.ui.panel === panel && !state.ui.thread ? null : panel, thread: null }),
  drawer: (state, { open }) => withUi(state, { drawer: open }),
  online: (state, { online }) => ({ ...state, online }),
  minute: (state, { minute }) => ({ ...state, minute }),
  acted: (state, acted) => ({ ...state, acted }),
  calls_cleared: (state) => ({ ...state, calls: [] }),
};

/** True for a message older than what is here, which is not drawn before somebody goes back to it. */
const isBefore = ({ messages, has_earlier: more }, channel, ts) => Boolean(more[channel]) && ts < messages[channel]?.[0]?.ts;

const byTs = (one, other) => (one.ts < other.ts ? -1 : Number(one.ts > other.ts));

const stamped = (clock) => ({ ...clock, receivedAt: Date.now() });

const withUi = (state, change) => ({ ...state, ui: { ...state.ui, ...change } });

function upsert(list, item, key) {
  const index = list.findIndex((other) => other[key] === item[key]);
  return index < 0 ? [...list, item] : list.with(index, item);
}

/** Where the reader stands when a person's workspace arrives: the same place if that person can see it. */
function settle(ui, state, { channels, workspace }) {
  const withApp = channels.find((channel) => channel.is_im && channel.user === workspace.bot_user_id);
  const wasApp = state.channels.some((channel) => channel.id === ui.channel && channel.user === workspace.bot_user_id);
  const kept = !wasApp && channels.find((channel) => channel.id === ui.channel);
  const channel = (kept || withApp || channels[0])?.id ?? null;
  return { ...ui, channel, tab: kept ? "messages" : ui.tab, thread: channel === ui.channel ? ui.thread : null, drawer: false };
}
