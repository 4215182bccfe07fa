import { h, reconcile } from './dom.js';
import { dateOf, dayKey, dayName } from './dates.js';
import { renderMessage, signatureOf } from './message.js';
import { authorOf, isNotice, myZone } from './store.js';

const closeTogether = 5 * 60;

/** Shows messages in a scrolling list: day lines, one byline for messages of one author close together. */
export function showMessages(list, messages, { inThread = false, withDays = true } = {}) {
    const items = [];
    let before = null;
    for (const message of messages) {
        const day = dayKey(dateOf(message.ts), myZone());
        const newDay = withDays && (!before || day !== dayKey(dateOf(before.ts), myZone()));
        if (newDay) items.push(dayLine(day, message));
        const options = { compact: isNotice(message) || (!newDay && belongsTo(before, message)), inThread };
        items.push({ key: message.ts, signature: signatureOf(message, options), build: () => renderMessage(message, options) });
        before = message;
    }
    reconcile(list, items);
    const articles = [...list.querySelectorAll('.message')];
    if (!articles.some(one => one.tabIndex === 0)) makeCurrent(articles.at(-1));
}

function dayLine(day, message) {
    const name = dayName(dateOf(message.ts), myZone());
    return { key: `day ${day}`, signature: name, build: () => h('div', { class: 'day', role: 'separator', 'aria-label': name }, h('span', {}, name)) };
}

function belongsTo(before, message) {
    const plain = one => !isNotice(one) && !one.ephemeral_to && !(one.bot_id && one.blocks?.length);
    return Boolean(before) && plain(before) && plain(message) && Number(message.ts) - Number(before.ts) < closeTogether
        && authorOf(before).id === authorOf(message).id && before.username === message.username;
}

/** Arrow keys walk from message to message; Tab then reaches the tools of the current one only. */
export function walkWithArrows(list) {
    list.addEventListener('focusin', event => makeCurrent(event.target.closest('.message')));
    list.addEventListener('keydown', event => {
        if (!event.target.matches?.('.message')) return;
        const all = [...list.querySelectorAll('.message')];
        const at = all.indexOf(event.target);
        const next = { ArrowUp: all[at - 1], ArrowDown: all[at + 1], Home: all[0], End: all.at(-1) }[event.key];
        if (!next) return;
        event.preventDefault();
        next.focus();
    });
}

function makeCurrent(message) {
    const list = message?.parentElement;
    if (!list || message.tabIndex === 0) return;
    for (const node of list.querySelectorAll('.message[tabindex="0"], .message[tabindex="0"] .toolbar button')) node.tabIndex = -1;
    for (const node of list.querySelectorAll('.toolbar button')) node.tabIndex = message.contains(node) ? 0 : -1;
    message.tabIndex = 0;
}

/** Keeps a list at its end while the person reads there; answers whether it is. */
export function stickToEnd(scroller, onScroll) {
    let atEnd = true;
    let size = '';
    const sizeNow = () => `${scroller.clientWidth} ${scroller.clientHeight}`;
    const check = () => {
        // Where the window changed and not the person, the list stays where it was.
        if (size && size !== sizeNow()) return;
        atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 40;
        onScroll?.(atEnd);
    };
    const follow = () => atEnd && (scroller.scrollTop = scroller.scrollHeight);
    scroller.addEventListener('scroll', check, { passive: true });
    scroller.addEventListener('load', follow, true);
    new ResizeObserver(() => {
        size = sizeNow();
        follow();
    }).observe(scroller);
    return {
        follow,
        toEnd() {
            atEnd = true;
            follow();
        },
        get atEnd() { return atEnd; },
        release() { atEnd = false; },
    };
}
