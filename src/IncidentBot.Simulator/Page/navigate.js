import { changed, isReply, maySee, messagesOf, store } from './store.js';

let focusThread = false;

/** The address names the place: #C123, or #C123/1700000000.000100 for one message. */
export function readHash() {
    const [, channel, ts] = /^#(\w+)(?:\/(\d+\.\d+))?$/.exec(decodeURIComponent(location.hash)) ?? [];
    const target = store.channels.get(channel);
    if (!target || !maySee(target)) return false;
    if (store.channelId !== channel) Object.assign(store, { channelId: channel, threadTs: '', editing: '' });
    store.highlight = ts ?? '';
    const message = ts && messagesOf(channel).find(one => one.ts === ts);
    if (message && isReply(message)) store.threadTs = message.thread_ts;
    return true;
}

/** Opens the thread of a message in the side pane; `write` puts the cursor into its message box. */
export function openThread(ts, write = false) {
    const message = messagesOf(store.channelId).find(one => one.ts === ts);
    store.threadTs = message && isReply(message) ? message.thread_ts : ts;
    focusThread = write;
    changed();
}

export function closeThread() {
    store.threadTs = '';
    changed();
}

/** Whether the thread's message box should take the cursor; true once after it was asked for. */
export function takeThreadFocus() {
    const wanted = focusThread;
    focusThread = false;
    return wanted;
}
