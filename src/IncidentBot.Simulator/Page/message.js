import { h, icon } from './dom.js';
import * as actions from './actions.js';
import { renderAttachment, renderBlocks } from './blocks.js';
import { clock, dateOf, fullTime } from './dates.js';
import { emojiNode, mrkdwn, words } from './mrkdwn.js';
import { reactions } from './emoji.js';
import { toTyped } from './typed.js';
import { renderFile } from './files.js';
import { closeMenu, openMenu, openPane } from './menu.js';
import { openThread } from './navigate.js';
import { authorOf, changed, myZone, pinsOf, currentChannel, isNotice, repliesOf, store } from './store.js';

/** One message. `options`: compact (same author just before), inThread (no reply link). */
export function renderMessage(message, options) {
    const author = authorOf(message);
    const time = dateOf(message.ts);
    return h('article', {
        class: classes(message, options), 'data-ts': message.ts, tabindex: -1,
        'aria-label': `${author.name}, ${clock(time, myZone())}: ${words(message.text).slice(0, 200)}`,
    },
    h('div', { class: 'gutter' }, options.compact ? timeNode(message, 'time gutter-time') : avatar(author)),
    h('div', { class: 'message-main' },
        marks(message),
        !options.compact && h('div', { class: 'byline' },
            h('span', { class: 'author', 'data-testid': 'author' }, author.name),
            author.isApp && h('span', { class: 'badge' }, 'APP'),
            timeNode(message, 'time')),
        store.editing === message.ts ? editor(message) : body(message),
        reactionRow(message),
        !options.inThread && replyLink(message)),
    toolbar(message, options));
}

/** Everything that decides how a message looks, so that an unchanged one keeps its element. */
export function signatureOf(message, options) {
    const replies = options.inThread ? [] : repliesOf(store.channelId, message.ts).map(reply => reply.ts);
    return JSON.stringify([message, options, replies, store.me, store.editing === message.ts, isPinned(message), store.users.size,
        store.channels.size]);
}

const isPinned = message => pinsOf(currentChannel()).includes(message.ts);

function classes(message, { compact }) {
    return ['message', compact && 'compact', message.ephemeral_to && 'ephemeral', isPinned(message) && 'pinned', isNotice(message) && 'system']
        .filter(Boolean).join(' ');
}

export function avatar(author) {
    const hue = Math.max(0, [...store.users.keys()].indexOf(author.id)) % 8;
    const initials = author.name.split(/\s+/).map(word => [...word][0]).slice(0, 2).join('').toUpperCase();
    return h('span', { class: `avatar hue-${author.isApp ? 'app' : hue}`, 'aria-hidden': 'true' }, initials);
}

function timeNode(message, className) {
    const time = dateOf(message.ts);
    const label = message.ephemeral_to ? {} : { href: `#${store.channelId}/${message.ts}` };
    return h('a', { class: className, ...label, tabindex: -1, title: fullTime(time, myZone()) },
        h('time', { datetime: time.toISOString() }, clock(time, myZone())));
}

function marks(message) {
    return [
        message.ephemeral_to && h('div', { class: 'mark' }, icon('eye'), 'Only visible to you'),
        isPinned(message) && h('div', { class: 'mark mark-pin' }, icon('pin'), 'Pinned'),
    ];
}

function body(message) {
    const act = (element, value, blockId) => actions.click(message, element, value, blockId);
    const edited = message.edited && h('span', { class: 'edited' }, ' (edited)');
    // What a person typed is shown from its text: the rich_text block beside it says the same without bold and code.
    const content = message.blocks?.length && message.bot_id
        ? withEdited(renderBlocks(asSeen(message), act), edited)
        : message.text && h('div', { class: 'text' }, mrkdwn(message.text), edited);
    return h('div', { class: 'message-body' },
        content,
        (message.attachments ?? []).filter(hasContent).map(attachment => renderAttachment(attachment, act)),
        message.files?.length > 0 && h('div', { class: 'files' }, message.files.map(renderFile)));
}

// Behind the last words, not on a line of its own.
function withEdited(blocks, edited) {
    const words = blocks.lastElementChild?.matches('.section, .context') ? [...blocks.lastElementChild.querySelectorAll('.text')].at(-1) : null;
    (words ?? blocks).append(edited || '');
    return blocks;
}

/** A client shows what it first showed under a block id, or what its person ticked there, whatever an edit says. */
function asSeen(message) {
    const ticked = (block, element) => {
        const boxes = message.boxes?.find(one => one.block_id === block.block_id && one.action_id === element.action_id);
        const values = boxes?.people[store.me] ?? boxes?.first ?? [];
        return { ...element, initial_options: element.options.filter(option => values.includes(option.value)) };
    };
    const seen = (block, element) => element?.type === 'checkboxes' ? ticked(block, element) : element;
    return message.blocks.map(block => ({
        ...block,
        ...(block.accessory && { accessory: seen(block, block.accessory) }),
        ...(block.elements && { elements: block.elements.map(element => seen(block, element)) }),
    }));
}

// A preview that knows only the address says nothing that the link itself does not say.
const hasContent = attachment => !attachment.from_url || attachment.title !== attachment.from_url;

function editor(message) {
    const cancel = () => actions.startEdit('');
    const save = async () => {
        const text = box.value.trim();
        if (text && await actions.saveEdit(message, text)) cancel();
    };
    const box = h('textarea', {
        class: 'field', rows: 2, 'aria-label': 'Edit message', 'data-testid': 'edit-box', value: toTyped(message.text ?? ''),
        onkeydown: event => {
            if (event.key === 'Escape') {
                event.stopPropagation();
                cancel();
            }
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            save();
        },
    });
    requestAnimationFrame(() => box.focus());
    return h('div', { class: 'editor' }, box, h('div', { class: 'dialog-buttons' },
        h('button', { type: 'button', class: 'button', onclick: cancel }, 'Cancel'),
        h('button', { type: 'button', class: 'button primary', onclick: save }, 'Save')));
}

function reactionRow(message) {
    if (!message.reactions?.length) return null;
    return h('div', { class: 'reactions' }, message.reactions.map(({ name, users = [], count = users.length }) => {
        const who = users.map(id => store.users.get(id)?.name ?? id).join(', ');
        const mine = users.includes(store.me);
        return h('button', {
            type: 'button', class: mine ? 'reaction mine' : 'reaction', 'data-emoji': name, 'aria-pressed': String(mine),
            'aria-label': `${name.replaceAll('_', ' ')}, ${count}`, title: `${who} reacted with :${name}:`,
            onclick: () => actions.toggleReaction(message, name),
        }, emojiNode(name), h('span', {}, String(count)));
    }));
}

function replyLink(message) {
    const replies = repliesOf(store.channelId, message.ts);
    if (!replies.length) return null;
    return h('button', { type: 'button', class: 'replies', 'data-testid': 'replies', onclick: () => openThread(message.ts) },
        h('strong', {}, replies.length === 1 ? '1 reply' : `${replies.length} replies`),
        h('span', {}, `last at ${clock(dateOf(replies.at(-1).ts), myZone())}`));
}

function toolbar(message, options) {
    const tool = (name, label, run, testid) => h('button', {
        type: 'button', title: label, 'aria-label': label, 'data-testid': testid, onclick: run, tabindex: -1,
    }, icon(name));
    if (message.subtype === 'tombstone') return null;
    if (message.ephemeral_to) {
        return h('div', { class: 'toolbar' }, tool('close', 'Dismiss', () => {
            store.dismissed.add(message.ts);
            changed();
        }, 'dismiss'));
    }
    return h('div', { class: 'toolbar' },
        tool('smile', 'Add a reaction', event => pickReaction(event.currentTarget, message), 'react'),
        !options.inThread && tool('reply', 'Reply in thread', () => openThread(message.ts, true), 'reply'),
        tool('more', 'More actions', event => openMenu(event.currentTarget, menuOf(message, options), 'More actions'), 'message-menu'));
}

function pickReaction(anchor, message) {
    openPane(anchor, 'Add a reaction', reactions.map(name => h('button', {
        type: 'button', 'data-emoji': name, 'aria-label': name.replaceAll('_', ' '), title: `:${name}:`,
        onclick: () => {
            closeMenu();
            actions.toggleReaction(message, name);
        },
    }, emojiNode(name))), 'picker');
}

function menuOf(message, { inThread }) {
    const item = (testid, label, run, danger = false) => ({ testid, label, run, danger });
    const mine = message.user === store.me && !isNotice(message);
    return [
        item('shortcut-add_to_timeline', 'Add to timeline', () => actions.shortcut(message, 'add_to_timeline')),
        item('shortcut-add_thread_to_timeline', 'Add thread to timeline', () => actions.shortcut(message, 'add_thread_to_timeline')),
        item('shortcut-make_action', 'Make it an action item', () => actions.shortcut(message, 'make_action')),
        item('shortcut-start_from_message', 'Start an incident from this message', () => actions.shortcut(message, 'start_from_message')),
        !inThread && item('menu-reply', 'Reply in thread', () => openThread(message.ts, true)),
        isPinned(message)
            ? item('menu-unpin', 'Unpin', () => actions.unpin(message))
            : item('menu-pin', 'Pin to channel', () => actions.pin(message)),
        mine && item('menu-edit', 'Edit', () => actions.startEdit(message.ts)),
        mine && item('menu-delete', 'Delete…', () => actions.remove(message), true),
    ].filter(Boolean);
}
