import { h, icon, reconcile } from './dom.js';
import { zoneName } from './dates.js';
import { isDirect, isMember, messagesOf, people, store, unreadOf, visibleChannels } from './store.js';

/** The list of channels and the choice of the person. */
export function createSidebar(nav, select, onPerson) {
    const open = section('Channels', true);
    const direct = section('Direct messages', true);
    const archived = section('Archived', false);
    nav.append(open.element, direct.element, archived.element);
    select.addEventListener('change', () => onPerson(select.value));
    return { render };

    function render() {
        const all = visibleChannels();
        open.show(all.filter(channel => !channel.is_archived && !isDirect(channel)));
        // Whoever looks at Home has a conversation with the app; until something is said in it there is nothing to open.
        direct.show(all.filter(channel => !channel.is_archived && isDirect(channel) && (messagesOf(channel.id).length > 0 || channel.id === store.channelId)));
        archived.show(all.filter(channel => channel.is_archived));
        reconcile(select, people().map(user => {
            const label = `${user.name} (${zoneName(user.tz)})`;
            return { key: user.id, signature: label, build: () => h('option', { value: user.id }, label) };
        }));
        select.value = store.me;
    }
}

function section(title, open) {
    const list = h('ul', {});
    const element = h('details', { open }, h('summary', {}, title), list);
    return {
        element,
        show(channels) {
            element.hidden = channels.length === 0;
            reconcile(list, channels.map(item));
        },
    };
}

function item(channel) {
    const current = channel.id === store.channelId;
    const unread = current ? 0 : unreadOf(channel);
    const signature = JSON.stringify([channel.name, current, unread, isMember(channel), channel.is_private, channel.is_archived]);
    return { key: channel.id, signature, build: () => h('li', {}, link(channel, current, unread)) };
}

function link(channel, current, unread) {
    const notes = [
        channel.is_private && !isDirect(channel) && 'private', channel.is_archived && 'archived', !isMember(channel) && 'not joined', unread > 0 && `${unread} unread`,
    ].filter(Boolean);
    return h('a', {
        href: `#${channel.id}`, 'data-testid': `channel-${channel.name}`, 'aria-current': current ? 'page' : null,
        'aria-label': [channel.name, ...notes].join(', '), title: channel.name,
        class: [unread > 0 && 'unread', !isMember(channel) && 'outside', channel.is_archived && 'archived'].filter(Boolean).join(' '),
    },
    icon(channel.is_archived ? 'box' : isDirect(channel) ? 'reply' : channel.is_private ? 'lock' : 'hash'),
    h('span', { class: 'channel-name' }, channel.name),
    unread > 0 && h('span', { class: 'count' }, unread > 99 ? '99+' : String(unread)));
}
