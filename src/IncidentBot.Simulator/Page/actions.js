import { ask, post, sentence } from './api.js';
import { attempt, confirmed } from './dialogs.js';
import { changed, refresh, store } from './store.js';

/** What a person does, each as one call of the control API, always as the chosen person in the open channel. */
async function act(path, body) {
    const channel = store.channelId;
    const done = await attempt(() => post(path, { user: store.me, channel, ...body }));
    await look(channel);
    return done;
}

/** Shows the effect at once. Without a connection nothing is lost: everything is read again when it is back. */
const look = channel => refresh({ channel }).catch(() => null);

export function toggleReaction(message, name) {
    const mine = message.reactions?.find(reaction => reaction.name === name)?.users?.includes(store.me);
    return act(mine ? 'unreact' : 'react', { ts: message.ts, name });
}

export const unarchive = () => act('unarchive', {});
export const pin = message => act('pin', { ts: message.ts });
export const unpin = message => act('unpin', { ts: message.ts });
export const shortcut = (message, callbackId) => act('shortcut', { ts: message.ts, callback_id: callbackId });
export const saveEdit = (message, text) => act('edit', { ts: message.ts, text });

export async function remove(message) {
    const sure = await confirmed({
        title: 'Delete this message?', text: 'It disappears for everybody.', confirm: 'Delete', style: 'danger',
    });
    if (sure) await act('delete', { ts: message.ts });
}

export function startEdit(ts) {
    store.editing = ts;
    changed();
}

/** Sends the use of a button, menu or picker in a message. */
export function click(message, element, value, blockId) {
    if (!element.action_id) return Promise.resolve(true);
    return act('click', { ts: message.ts, action_id: element.action_id, block_id: blockId, value: asText(value) });
}

const asText = value => value === null ? undefined : Array.isArray(value) ? value : String(value);

export function sendMessage(text, files, threadTs) {
    return act('message', { text, ...(threadTs && { thread_ts: threadTs }), ...(files.length && { files }) });
}

/** Sends a slash command; when the app does not answer well, a line in the channel says so, as in Slack. */
export async function sendCommand(line) {
    const [, command, text] = /^(\/\S+)\s*([\s\S]*)$/.exec(line);
    const channel = store.channelId;
    let answer = null;
    const sent = await attempt(async () => {
        answer = await ask('command', { user: store.me, channel, command, text });
        // Without a status the workspace itself refused it, and no line in the channel tells why.
        if (answer.ok === false && answer.status === undefined) throw new Error(sentence(answer.error));
    });
    await look(channel);
    return sent && answer.ok !== false;
}
