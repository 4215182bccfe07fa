import { h } from './dom.js';
import { control, picture } from './controls.js';
import { mrkdwn, plainText, textObject } from './mrkdwn.js';
import { richText } from './richtext.js';
import { confirmed } from './dialogs.js';
import { markdown } from './markdown.js';
import { newBlocks } from './newblocks.js';

/** Block Kit blocks as nodes (https://docs.slack.dev/reference/block-kit/blocks). `act(element, value, blockId)` sends a use. */
export function renderBlocks(blocks, act) {
    return h('div', { class: 'blocks' }, (blocks ?? []).map(block => renderBlock(block, act)));
}

/** One layout block; input blocks belong to forms and are built there. */
export function renderBlock(block, act) {
    const guarded = (element, value) => guard(element, () => act(element, value, block.block_id));
    const build = builders[block.type];
    return build ? build(block, guarded, act) : h('p', { class: 'unknown' }, `(a ${block.type} block is not shown by this page)`);
}

const builders = {
    header: block => h('h3', { class: 'block-header' }, plainText(block.text)),
    divider: () => h('hr', {}),
    section,
    context: block => h('div', { class: 'context' }, (block.elements ?? []).map(element => element.type === 'image'
        ? picture(element.image_url, element.alt_text)
        : h('span', { class: 'text' }, textObject(element)))),
    actions: (block, act) => h('div', { class: 'actions' }, (block.elements ?? []).map(element => control(element, block.block_id, act))),
    image: block => h('figure', {},
        block.title && h('figcaption', {}, plainText(block.title)),
        picture(block.image_url, block.alt_text)),
    rich_text: richText,
    markdown: block => markdown(block.text ?? ''),
    ...newBlocks(renderBlock),
};

function section(block, act) {
    return h('div', { class: 'section' },
        h('div', { class: 'section-body' },
            block.text && h('div', { class: 'text' }, textObject(block.text)),
            block.fields && h('div', { class: 'fields' }, block.fields.map(field => h('div', { class: 'text' }, textObject(field))))),
        block.accessory && h('div', { class: 'section-side' }, control(block.accessory, block.block_id, act)));
}

async function guard(element, run) {
    const ask = element.confirm;
    if (ask && !await confirmed({
        title: plainText(ask.title), text: textObject(ask.text), confirm: plainText(ask.confirm) || 'Yes',
        deny: plainText(ask.deny) || 'Cancel', style: ask.style ?? 'primary',
    })) return;
    await run();
}

/** Legacy attachments: link previews, what older apps write, forwarded messages. */
export function renderAttachment(attachment, act) {
    const title = attachment.title_link ? `<${attachment.title_link}|${attachment.title}>` : attachment.title;
    const empty = !attachment.text && !attachment.title && !attachment.blocks && !attachment.fields && !attachment.message_blocks;
    return h('div', { class: 'attachment' },
        attachment.pretext && h('div', { class: 'text' }, mrkdwn(attachment.pretext)),
        attachment.author_name && h('div', { class: attachment.is_share ? 'share-by' : 'text' }, h('strong', {}, attachment.author_name)),
        attachment.title && h('strong', {}, mrkdwn(title)),
        forwarded(attachment, act) ?? (attachment.text && h('div', { class: 'text' }, mrkdwn(attachment.text))),
        attachment.blocks && renderBlocks(attachment.blocks, act),
        attachment.fields && h('div', { class: 'attachment-fields' }, attachment.fields.map(field =>
            h('div', { class: field.short ? 'text' : 'text wide' }, h('strong', {}, field.title ?? ''), h('div', {}, mrkdwn(field.value ?? ''))))),
        empty && h('div', { class: 'text' }, mrkdwn(attachment.fallback ?? '')),
        attachment.image_url && picture(attachment.image_url, attachment.fallback),
        attachment.footer && h('small', {}, mrkdwn(attachment.footer)));
}

// What an app says in blocks is shown from them; what a person typed, from the text beside them.
function forwarded(attachment, act) {
    const blocks = (attachment.message_blocks ?? []).flatMap(one => one.message?.blocks ?? []);
    return attachment.is_share && blocks.some(block => block.type !== 'rich_text') ? renderBlocks(blocks, act) : null;
}
