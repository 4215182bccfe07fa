import { h } from './dom.js';
import { emojiNode, groupMention, userMention, channelMention, link } from './mrkdwn.js';
import { slackDate } from './dates.js';
import { myZone } from './store.js';

/** A rich_text block: what Slack's own message box writes. */
export function richText(block) {
    return h('div', { class: 'rich-text' }, (block.elements ?? []).map(part));
}

function part(element) {
    const children = (element.elements ?? []).map(leaf);
    switch (element.type) {
        case 'rich_text_section': return h('div', {}, children);
        case 'rich_text_preformatted': return h('pre', {}, children);
        case 'rich_text_quote': return h('blockquote', {}, children);
        case 'rich_text_list': return list(element);
        default: return h('div', {}, children);
    }
}

function list(element) {
    const tag = element.style === 'ordered' ? 'ol' : 'ul';
    const start = tag === 'ol' && element.offset ? element.offset + 1 : null;
    return h(tag, { class: `indent-${Math.min(element.indent ?? 0, 5)}`, start },
        (element.elements ?? []).map(item => h('li', {}, (item.elements ?? []).map(leaf))));
}

const leaves = {
    text: element => element.text ?? '',
    link: element => link(element.url ?? '', [element.text || element.url || '']),
    user: element => userMention(element.user_id),
    channel: element => channelMention(element.channel_id),
    usergroup: element => groupMention(element.usergroup_id),
    broadcast: element => h('span', { class: 'mention mention-me' }, `@${element.range}`),
    emoji: element => emojiNode(element.name),
    date: element => slackDate(element.timestamp, element.format ?? '{date} {time}', myZone()) ?? element.fallback ?? '',
    color: element => element.value ?? '',
};

function leaf(element) {
    const node = leaves[element.type]?.(element) ?? element.text ?? '';
    return Object.entries({ bold: 'strong', italic: 'em', strike: 's', code: 'code' })
        .filter(([name]) => element.style?.[name])
        .reduce((inner, [, tag]) => h(tag, {}, inner), node);
}
