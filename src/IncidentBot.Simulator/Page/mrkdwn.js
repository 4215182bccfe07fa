import { h, icon } from './dom.js';
import { emojiOf, withEmoji } from './emoji.js';
import { slackDate, fullTime } from './dates.js';
import { store, myZone, maySee } from './store.js';

/** Slack's mrkdwn as nodes (https://docs.slack.dev/messaging/formatting-message-text). */
export function mrkdwn(text) {
    const nodes = [];
    text.split('```').forEach((piece, index, all) => {
        const isCode = index % 2 === 1 && index < all.length - 1;
        if (isCode) nodes.push(h('pre', {}, codeText(piece.replace(/^\n/, '').replace(/\n$/, ''))));
        else nodes.push(...lines(index % 2 === 1 ? '```' + piece : trimAround(piece, index, all.length)));
    });
    return nodes;
}

/** A text object of Block Kit: plain text or mrkdwn. */
export function textObject(object) {
    if (!object) return [];
    if (typeof object === 'string') return [object];
    return object.type === 'mrkdwn' ? mrkdwn(object.text ?? '') : [withEmoji(object.text ?? '')];
}

/** The same as a plain string, for labels and attributes. */
export function plainText(object) {
    if (!object) return '';
    return typeof object === 'string' ? object : withEmoji(object.text ?? '');
}

/** The words of a message on one line, for lists and labels. */
export function words(text) {
    const holder = h('div', {}, mrkdwn(text ?? ''));
    return holder.textContent.replace(/\s+/g, ' ').trim();
}

function trimAround(piece, index, count) {
    let text = piece;
    if (index > 0) text = text.replace(/^\n/, '');
    if (index < count - 1) text = text.replace(/\n$/, '');
    return text;
}

function lines(text) {
    const nodes = [];
    let quote = [];
    let plain = [];
    const flush = () => {
        if (quote.length) nodes.push(h('blockquote', {}, inline(quote.join('\n'))));
        if (plain.length) nodes.push(...inline(plain.join('\n')));
        quote = [];
        plain = [];
    };
    for (const line of text.split('\n')) {
        const quoted = /^(?:&gt;|>) ?(.*)$/.exec(line);
        if (Boolean(quoted) !== quote.length > 0) flush();
        if (quoted) quote.push(quoted[1]);
        else plain.push(line);
    }
    flush();
    return nodes;
}

const styles = { '*': 'strong', '_': 'em', '~': 's' };
const wordChar = /[\p{L}\p{N}]/u;

// Deeper nesting than this is shown as written, so that no text can exhaust the stack.
const deepest = 6;

function inline(text, depth = 0) {
    const nodes = [];
    const state = { depth, unclosed: {} };
    let plain = '';
    let at = 0;
    const push = (node, next) => {
        if (plain) nodes.push(decode(plain));
        plain = '';
        nodes.push(node);
        at = next;
    };
    while (at < text.length) {
        const special = token(text, at, state);
        if (special) push(special.node, special.next);
        else plain += text[at++];
    }
    if (plain) nodes.push(decode(plain));
    return nodes;
}

function token(text, at, state) {
    switch (text[at]) {
        case '<': return entity(text, at);
        case '`': return code(text, at);
        case ':': return shortCode(text, at);
        case 'h': return bareLink(text, at);
        case '*': case '_': case '~': return styled(text, at, state);
        default: return null;
    }
}

function match(pattern, text, at) {
    pattern.lastIndex = at;
    return pattern.exec(text);
}

function code(text, at) {
    const found = match(/`([^`\n]+)`/y, text, at);
    return found && { node: h('code', {}, codeText(found[1])), next: at + found[0].length };
}

function codeText(text) {
    return decode(text.replace(/<(?:[^<>|\n]*\|)?([^<>\n]*)>/g, '$1'));
}

function shortCode(text, at) {
    const found = match(/:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/y, text, at);
    const character = found && emojiOf(found[1]);
    return character && { node: emojiNode(found[1], character), next: at + found[0].length };
}

export function emojiNode(name, character = emojiOf(name)) {
    if (!character) return `:${name}:`;
    return h('span', { class: 'emoji', role: 'img', 'aria-label': name.replaceAll('_', ' '), title: `:${name}:` }, character);
}

function bareLink(text, at) {
    if (at > 0 && wordChar.test(text[at - 1])) return null;
    const found = match(/https?:\/\/[^\s<>|]+/y, text, at);
    if (!found) return null;
    const url = found[0].replace(/[.,;:!?)'"*_~\]]+$/, '');
    return { node: link(decode(url), [decode(url)]), next: at + url.length };
}

function styled(text, at, { depth, unclosed }) {
    const mark = text[at];
    if (depth >= deepest || at < (unclosed[mark] ?? 0)) return null;
    const before = text[at - 1] ?? ' ';
    if (wordChar.test(before) || before === mark || /[\s]/.test(text[at + 1] ?? ' ') || text[at + 1] === mark) return null;
    const end = closing(text, at, mark);
    // Nothing closes it before the end of the line, so nothing on this line needs to look again.
    if (end < 0) {
        unclosed[mark] = text.includes('\n', at) ? text.indexOf('\n', at) : text.length;
        return null;
    }
    return { node: h(styles[mark], {}, inline(text.slice(at + 1, end), depth + 1)), next: end + 1 };
}

function closing(text, at, mark) {
    for (let i = at + 1; i < text.length && text[i] !== '\n'; i++) {
        const skip = text[i] === '<' ? text.indexOf('>', i) : text[i] === '`' ? text.indexOf('`', i + 1) : -1;
        if (skip > 0) i = skip;
        else if (text[i] === mark && !/\s/.test(text[i - 1]) && !wordChar.test(text[i + 1] ?? ' ')) return i;
    }
    return -1;
}

function entity(text, at) {
    const found = match(/<([^<>\n]+)>/y, text, at);
    if (!found) return null;
    const bar = found[1].indexOf('|');
    const target = bar < 0 ? found[1] : found[1].slice(0, bar);
    const label = bar < 0 ? null : found[1].slice(bar + 1);
    const node = mention(target, label);
    return node !== null && { node, next: at + found[0].length };
}

function mention(target, label) {
    if (/^@[UWB]\w*$/.test(target)) return userMention(target.slice(1), label);
    if (/^#[CGD]\w*$/.test(target)) return channelMention(target.slice(1), label);
    if (target.startsWith('!date^')) return dateNode(target.split('^'), label);
    if (target.startsWith('!subteam^')) return groupMention(target.slice('!subteam^'.length), label);
    if (/^!(here|channel|everyone)/.test(target)) return h('span', { class: 'mention mention-me' }, `@${target.slice(1).split('|')[0]}`);
    return /^(https?:|mailto:)/i.test(target) ? link(decode(target), label ? inline(label) : [decode(target.replace(/^mailto:/, ''))]) : null;
}

export function userMention(id, label) {
    const name = store.users.get(id)?.name ?? (label ? decode(label) : id);
    return h('span', { class: id === store.me ? 'mention mention-me' : 'mention', 'data-user': id }, `@${name}`);
}

export function groupMention(id, label) {
    const handle = store.groups.get(id)?.handle;
    return h('span', { class: 'mention' }, handle ? `@${handle}` : decode(label ?? '@group'));
}

export function channelMention(id, label) {
    const channel = store.channels.get(id);
    if (channel && !maySee(channel)) return h('span', { class: 'mention' }, icon('lock'), 'private channel');
    return h('a', { class: 'mention', href: `#${id}` }, `#${channel?.name ?? (label ? decode(label) : id)}`);
}

function dateNode([, seconds, pattern, url], fallback) {
    const text = slackDate(seconds, decode(pattern ?? ''), myZone());
    if (text === null) return decode(fallback ?? '');
    const time = h('time', { title: fullTime(new Date(Number(seconds) * 1000), myZone()) }, text);
    return url ? link(decode(url), [time]) : time;
}

/** A link that opens a new tab; one that points to a message of this workspace opens it here. */
export function link(url, children) {
    const inside = /\/archives\/([CGD]\w+)(?:\/p(\d{10})(\d{6}))?(?:\?thread_ts=(\d+\.\d+))?/.exec(url);
    if (inside && store.channels.has(inside[1])) {
        const ts = inside[2] ? `/${inside[2]}.${inside[3]}` : '';
        return h('a', { href: `#${inside[1]}${ts}` }, children);
    }
    if (!/^(https?:|mailto:)/i.test(url)) return h('span', {}, children);
    return h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, children);
}

const entities = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

export function decode(text) {
    return text.replace(/&(?:lt|gt|amp);/g, whole => entities[whole]);
}
