import { h, icon } from './dom.js';
import { clock, dateOf, zoneName } from './dates.js';
import { link, mrkdwn, words } from './mrkdwn.js';
import { emojiOf } from './emoji.js';
import { avatar } from './message.js';
import { closeMenu, openPane } from './menu.js';
import { authorOf, currentChannel, isDirect, isMember, messagesOf, myZone, pinsOf, store } from './store.js';

let shown = '';

/** The top of the channel: name, topic, members, pins, bookmarks. */
export function showHeader(header, bookmarks) {
    const channel = currentChannel();
    const signature = JSON.stringify([channel, store.me, store.users.size]);
    if (signature === shown) return;
    shown = signature;
    document.title = channel ? `${channel.name} · IncidentBot simulator` : 'IncidentBot simulator';
    header.replaceChildren(...(channel ? content(channel) : []));
    bookmarks.hidden = !channel?.bookmarks?.length;
    bookmarks.replaceChildren(...(channel?.bookmarks ?? []).map(bookmark));
}

function content(channel) {
    const pins = pinsOf(channel).length;
    const members = channel.members.length;
    return [
        h('div', { class: 'title' },
            h('h1', { 'data-testid': 'title' }, icon(isDirect(channel) ? 'reply' : channel.is_private ? 'lock' : 'hash'), h('span', {}, channel.name)),
            channel.is_archived && h('span', { class: 'badge' }, 'ARCHIVED'),
            !isMember(channel) && h('span', { class: 'aside' }, 'not joined: you join by writing')),
        h('div', { class: 'topic', 'data-testid': 'topic', title: words(topicOf(channel)) }, mrkdwn(topicOf(channel))),
        h('div', { class: 'header-tools' },
            pins > 0 && h('button', {
                type: 'button', class: 'tool', 'data-testid': 'pins', 'aria-label': `${pins} pinned`, onclick: event => showPins(event.currentTarget, channel),
            }, icon('pin'), h('span', {}, String(pins), h('span', { class: 'wide-only' }, ' pinned'))),
            h('button', {
                type: 'button', class: 'tool', 'data-testid': 'members', 'aria-label': members === 1 ? '1 member' : `${members} members`,
                onclick: event => showMembers(event.currentTarget, channel),
            }, icon('people'), String(members))),
    ];
}

const topicOf = channel => (typeof channel.topic === 'string' ? channel.topic : channel.topic?.value) ?? '';

function bookmark({ title, link: url, emoji }) {
    const sign = emojiOf((emoji ?? '').replaceAll(':', ''));
    return link(url ?? '', [sign ? `${sign} ` : icon('bookmark'), title ?? url ?? '']);
}

function showPins(anchor, channel) {
    const messages = pinsOf(channel).map(ts => messagesOf(channel.id).find(message => message.ts === ts)).filter(Boolean);
    openPane(anchor, 'Pinned messages', messages.map(message => h('a', {
        class: 'pin-item', href: `#${channel.id}/${message.ts}`, onclick: closeMenu,
    },
    h('strong', {}, authorOf(message).name), ` ${clock(dateOf(message.ts), myZone())}`,
    h('span', { class: 'snippet' }, words(message.text).slice(0, 160)))));
}

function showMembers(anchor, channel) {
    openPane(anchor, 'Members', channel.members.map(id => store.users.get(id)).filter(Boolean).map(user =>
        h('div', { class: 'member' }, avatar({ id: user.id, name: user.name, isApp: user.is_bot }),
            h('span', {}, user.name), user.is_bot ? h('span', { class: 'badge' }, 'APP') : h('small', {}, zoneName(user.tz)))));
}
