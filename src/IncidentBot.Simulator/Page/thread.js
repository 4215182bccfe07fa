import { h, icon } from './dom.js';
import { createComposer } from './composer.js';
import { showMessages, stickToEnd, walkWithArrows } from './log.js';
import { sendMessage } from './actions.js';
import { closeThread, takeThreadFocus } from './navigate.js';
import { currentChannel, messagesOf, repliesOf, store, titleOf } from './store.js';

/** The side pane with one message and its replies. */
export function createThread(pane) {
    const list = h('div', { class: 'log thread-log', role: 'log', 'aria-live': 'polite', 'aria-label': 'Replies', 'data-testid': 'thread-log' });
    const where = h('span', {});
    const scroll = stickToEnd(list);
    const composer = createComposer({ testid: 'thread-composer', commands: false, send });
    let shown = '';
    walkWithArrows(list);
    pane.append(
        h('header', { class: 'thread-header' }, h('h2', {}, 'Thread'), where,
            h('button', { type: 'button', class: 'tool', 'aria-label': 'Close thread', 'data-testid': 'thread-close', onclick: leave }, icon('close'))),
        list, composer.element);
    pane.addEventListener('keydown', event => event.key === 'Escape' && !event.defaultPrevented && leave());
    return { render };

    function render() {
        const channel = currentChannel();
        const parent = channel && messagesOf(channel.id).find(message => message.ts === store.threadTs);
        pane.hidden = !channel || !store.threadTs;
        if (pane.hidden) {
            shown = '';
            return;
        }
        where.textContent = titleOf(channel);
        composer.use(`${store.me} ${channel.id} ${store.threadTs}`, channel.is_archived ? 'This channel is archived' : 'Reply…', channel.is_archived);
        const replies = repliesOf(channel.id, store.threadTs);
        showMessages(list, parent ? [parent, ...replies] : replies, { inThread: true, withDays: false });
        if (shown !== store.threadTs) scroll.toEnd();
        shown = store.threadTs;
        scroll.follow();
        if (takeThreadFocus()) composer.box.focus();
    }

    async function send(text, files) {
        if (text.startsWith('/')) {
            refuseCommand(text);
            return false;
        }
        scroll.toEnd();
        return sendMessage(text.trim(), files, store.threadTs);
    }

    function refuseCommand(text) {
        const bot = [...store.users.values()].find(user => user.is_bot)?.name ?? 'IncidentBot';
        const rest = text.replace(/^\/\S+\s*/, '');
        composer.say(
            h('span', {}, 'Slash commands do not work in threads. Mention the bot instead: '),
            h('button', { type: 'button', class: 'link', onclick: () => composer.setText(`@${bot} ${rest}`) }, `@${bot} ${rest || '…'}`));
    }

    function leave() {
        const opener = document.querySelector(`#log [data-ts="${CSS.escape(store.threadTs)}"]`);
        closeThread();
        opener?.focus({ preventScroll: true });
    }
}
