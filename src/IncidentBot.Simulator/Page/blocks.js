import { h } from './dom.js';
import { control, picture } from './controls.js';
import { mrkdwn, plainText, textObject } from './mrkdwn.js';
import { richText } from './richtext.js';
import { confirmed } from './dialogs.js';

/** Block Kit blocks as nodes (https://docs.slack.dev/reference/block-kit/blocks). `act(element, value, blockId)` sends a use. */
export function renderBlocks(blocks, act) {
    return h('div', { class: 'blocks' }, (blocks ?? []).map(block => renderBlock(block, act)));
}

/** One layout block; input blocks belong to forms and are built there. */
export function renderBlock(block, act) {
    const guarded = (element, value) => guard(element, () => act(element, value, block.block_id));
    const build = builders[block.type];
    return build ? build(block, guarded) : h('p', { class: 'unknown' }, `(a ${block.type} block is not shown by this page)`);
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
    markdown: block => h('div', { class: 'text' }, block.text ?? ''),
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

/** Legacy attachments, as link previews and older apps make them. */
export function renderAttachment(attachment, act) {
    return h('div', { class: 'attachment' },
        attachment.pretext && h('div', { class: 'text' }, mrkdwn(attachment.pretext)),
        attachment.title && h('strong', {}, mrkdwn(attachment.title_link ? `<${attachment.title_link}|${attachment.title}>` : attachment.title)),
        attachment.text && h('div', { class: 'text' }, mrkdwn(attachment.text)),
        attachment.blocks && renderBlocks(attachment.blocks, act),
        !attachment.text && !attachment.title && !attachment.blocks && h('div', { class: 'text' }, mrkdwn(attachment.fallback ?? '')),
        attachment.image_url && picture(attachment.image_url, attachment.fallback));
}
