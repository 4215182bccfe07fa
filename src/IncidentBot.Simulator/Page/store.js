import { get } from './api.js';
import { setClock } from './dates.js';

/** What the page knows: a copy of the simulator's state as the chosen person may see it. */
export const store = {
    loaded: false,
    me: '',
    users: new Map(),
    groups: new Map(),
    channels: new Map(),
    messages: new Map(),
    views: [],
    channelId: '',
    threadTs: '',
    highlight: '',
    editing: '',
    example: '',
    hasDeploys: true,
    restoredAt: null,
    dismissed: new Set(),
};

const listeners = new Set();

/** Calls back after every change of the store. */
export function onChange(listener) {
    listeners.add(listener);
}

export function changed() {
    for (const listener of listeners) listener();
}

export const person = () => store.users.get(store.me);
export const myZone = () => person()?.tz || 'UTC';
export const people = () => [...store.users.values()].filter(user => !user.is_bot);
export const currentChannel = () => store.channels.get(store.channelId);
export const isMember = channel => channel.members.includes(store.me);
export const maySee = channel => !channel.is_private || isMember(channel);
export const isDirect = channel => channel.id.startsWith('D');
export const titleOf = channel => isDirect(channel) ? channel.name : `#${channel.name}`;
export const hasIncident = () => [...store.channels.values()].some(channel => /^inc-\d+/.test(channel.name));

export function visibleChannels() {
    return [...store.channels.values()].filter(maySee)
        .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}

const partners = channel => channel.members.filter(id => id !== store.me).map(id => store.users.get(id)?.name ?? id).join(', ');

export function authorOf(message) {
    const user = store.users.get(message.user)
        ?? [...store.users.values()].find(one => message.bot_id && one.bot_id === message.bot_id)
        ?? [...store.users.values()].find(one => message.bot_id && one.is_bot);
    return {
        id: user?.id ?? message.bot_id ?? '?',
        name: message.username || user?.name || (message.user === 'USLACKBOT' ? 'Slackbot' : 'Someone'),
        isApp: Boolean(message.bot_id || user?.is_bot),
    };
}

/** Messages of a channel that the chosen person sees, oldest first. */
export function messagesOf(channelId) {
    return (store.messages.get(channelId) ?? [])
        .filter(message => (!message.ephemeral_to || message.ephemeral_to === store.me) && !store.dismissed.has(message.ts));
}

/** Whether the workspace wrote the line itself: somebody joined, the topic was set. */
export const isNotice = message => Boolean(message.subtype) && !['file_share', 'thread_broadcast', 'bot_message', 'me_message'].includes(message.subtype);
export const isReply = message => Boolean(message.thread_ts) && message.thread_ts !== message.ts;

export function repliesOf(channelId, ts) {
    return messagesOf(channelId).filter(message => isReply(message) && message.thread_ts === ts);
}

export function pinsOf(channel) {
    return (channel.pins ?? []).map(pin => typeof pin === 'string' ? pin : pin.ts ?? pin.timestamp ?? pin.message?.ts);
}

const seen = new Map();
const seenKey = channelId => `${store.me} ${channelId}`;

/** Remembers that the chosen person has read the channel. */
export function markRead(channelId) {
    const last = messagesOf(channelId).at(-1);
    if (last) seen.set(seenKey(channelId), last.ts);
}

/** How many messages of other people came since the chosen person last looked. */
export function unreadOf(channel) {
    if (!isMember(channel)) return 0;
    const since = seen.get(seenKey(channel.id)) ?? '0';
    return messagesOf(channel.id)
        .filter(message => Number(message.ts) > Number(since) && message.user !== store.me && !isNotice(message) && !isReply(message)).length;
}

const wanted = { state: false, views: false, channels: new Set() };
let running = null;

/** Asks for parts of the state again. Requests that come while one is under way are joined. */
export function refresh({ state = true, views = true, channel = null } = {}) {
    wanted.state ||= state;
    wanted.views ||= views;
    if (channel) wanted.channels.add(channel);
    running ??= run();
    return running;
}

/** Asks for everything again, after a start or a lost connection. */
export async function refreshAll() {
    await refresh();
    for (const channel of store.channels.values()) if (maySee(channel)) wanted.channels.add(channel.id);
    await refresh();
}

async function run() {
    await null;
    try {
        while (wanted.state || wanted.views || wanted.channels.size > 0) await load();
    } finally {
        running = null;
    }
}

async function load() {
    const { state, views } = wanted;
    const channels = [...wanted.channels];
    Object.assign(wanted, { state: false, views: false, channels: new Set() });
    await Promise.all([state && loadState(), ...channels.map(loadChannel)]);
    if (views && store.me) await loadViews(store.me);
    changed();
}

async function loadViews(user) {
    const views = list(await get(`views?user=${encodeURIComponent(user)}`), 'views');
    if (user === store.me) store.views = views;
}

const list = (answer, name) => Array.isArray(answer) ? answer : answer[name] ?? [];

async function loadState() {
    const state = await get('state');
    store.users = new Map(state.users.map(user => [user.id, user]));
    store.groups = new Map((state.usergroups ?? []).map(group => [group.id, group]));
    setClock(state.now);
    store.example = state.example;
    store.hasDeploys = state.has_deploys !== false;
    store.restoredAt = state.restored_at;
    store.channels = new Map(state.channels.map(channel => [channel.id, channel]));
    store.loaded = true;
    if (!store.users.has(store.me)) store.me = people()[0]?.id ?? '';
    for (const channel of state.channels) if (isDirect(channel)) channel.name = partners(channel);
}

async function loadChannel(id) {
    const messages = list(await get(`channels/${encodeURIComponent(id)}/messages`), 'messages');
    store.messages.set(id, messages.sort((a, b) => Number(a.ts) - Number(b.ts)));
}
