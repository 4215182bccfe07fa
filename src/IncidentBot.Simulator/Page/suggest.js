import { h } from './dom.js';
import { subcommands } from './commands.js';
import { avatar } from './message.js';
import { emojiOf, findEmoji } from './emoji.js';
import { currentChannel, isDirect, isMember, store, visibleChannels } from './store.js';

/**
 * What fits the word before the cursor: {from, to, items[{insert, node}], chosen}. `chosen` is the item that Enter takes,
 * -1 when the word is complete already and Enter should send.
 */
export function suggestions(text, caret, { commands }) {
    const before = text.slice(0, caret);
    if (before.startsWith('/')) return commands ? commandSuggestions(before) : null;
    const [, sign, word] = /(?:^|[\s(])([@#:])([\p{L}\p{N}._+-]*)$/u.exec(before) ?? [];
    if (!sign || (sign === ':' && word.length < 2)) return null;
    const items = { '@': peopleItems, '#': channelItems, ':': emojiItems }[sign](word.toLowerCase()).slice(0, 8);
    return answer(caret - word.length - 1, caret, items, sign + word);
}

function answer(from, to, items, word) {
    if (!items.length) return null;
    const exact = items.some(item => item.insert.trim().toLowerCase() === word.toLowerCase());
    return { from, to, items, chosen: exact ? -1 : 0 };
}

function commandSuggestions(before) {
    const [, sub, rest] = /^\/incident\s+(\S*)([\s\S]*)$/.exec(before) ?? [];
    if (sub === undefined) {
        if (!'/incident'.startsWith(before)) return null;
        const items = [{ insert: '/incident ', node: row('/incident', 'start, note, status, postmortem and more', 'Run an incident') }];
        return answer(0, before.length, items, before);
    }
    const fitting = subcommands.filter(([name]) => rest ? name === sub : name.startsWith(sub));
    const items = fitting.map(([name, form, meaning]) => ({ insert: `/incident ${name} `, node: row(`/incident ${name}`, form, meaning) }));
    if (rest) return items.length ? { from: 0, to: before.length, items: items.map(({ node }) => ({ node })), chosen: -1 } : null;
    return items.length ? { from: 0, to: before.length, items, chosen: sub === '' || fitting.some(([name]) => name === sub) ? -1 : 0 } : null;
}

const row = (word, form, meaning) => h('span', { class: 'suggest-command' },
    h('strong', {}, word), form && h('code', {}, form), h('small', {}, meaning));

function peopleItems(word) {
    const members = user => currentChannel()?.members.includes(user.id) ? 0 : 1;
    return [...store.users.values()]
        .filter(user => user.name.toLowerCase().split(/\s+/).concat(user.name.toLowerCase()).some(part => part.startsWith(word)))
        .sort((a, b) => members(a) - members(b) || a.name.localeCompare(b.name))
        .map(user => ({
            insert: `@${user.name} `,
            node: h('span', { class: 'suggest-person' },
                avatar({ id: user.id, name: user.name, isApp: user.is_bot }), h('strong', {}, user.name),
                user.id === store.me && h('small', {}, 'you'), members(user) > 0 && h('small', {}, 'not in this channel')),
        }));
}

const channelItems = word => visibleChannels()
    .filter(channel => !channel.is_archived && !isDirect(channel) && channel.name.includes(word))
    .sort((a, b) => isMember(b) - isMember(a))
    .map(channel => ({ insert: `#${channel.name} `, node: h('strong', {}, `#${channel.name}`) }));

const emojiItems = word => findEmoji(word, 8).map(code => ({
    insert: `:${code}: `, node: h('span', {}, h('span', { class: 'emoji' }, emojiOf(code)), ` :${code}:`),
}));
