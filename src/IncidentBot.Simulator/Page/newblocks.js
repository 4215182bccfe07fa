import { h } from './dom.js';
import { control, picture } from './controls.js';
import { link, plainText, textObject } from './mrkdwn.js';
import { richText } from './richtext.js';
import { chart } from './charts.js';

/**
 * The blocks that came after the first ten (https://docs.slack.dev/reference/block-kit/blocks): tables, charts, cards, containers, tasks.
 * `inner(block, use)` renders a block inside another, which is used under its own id: builders get `act` for their own, `use` for those.
 */
export const newBlocks = inner => ({
    alert: block => h('div', { class: `alert alert-${block.level ?? 'default'}`, role: 'note' }, textObject(block.text)),
    card,
    carousel: (block, act, use) => h('div', { class: 'carousel', tabindex: 0, role: 'group', 'aria-label': 'Cards, scrolled sideways' },
        (block.elements ?? []).map(one => inner(one, use))),
    container: (block, act, use) => container(block, child => inner(child, use)),
    context_actions: (block, act) => h('div', { class: 'context-actions' },
        (block.elements ?? []).flatMap(element => smallButtons(element, block.block_id, act))),
    data_table: block => table(block, block.caption),
    data_visualization: block => h('figure', { class: 'chart' }, h('figcaption', {}, block.title ?? ''), chart(block.chart ?? {}, block.title)),
    file: block => h('div', { class: 'file' }, `Remote file ${block.external_id ?? ''}`),
    plan: block => h('div', { class: 'plan' }, h('strong', {}, plainText(block.title) || block.title), (block.tasks ?? []).map(task)),
    table: block => table(block),
    task_card: task,
    video: block => h('figure', { class: 'video' },
        h('figcaption', {}, block.title_url ? link(block.title_url, [plainText(block.title)]) : plainText(block.title)),
        block.author_name && h('small', {}, [block.author_name, block.provider_name].filter(Boolean).join(', ')),
        block.description && h('div', { class: 'text' }, plainText(block.description)),
        picture(block.thumbnail_url, block.alt_text), ' ', link(block.video_url ?? '', ['Play'])),
});

function table(block, caption) {
    const [head, ...rows] = block.rows ?? [];
    const settings = block.column_settings ?? [];
    const cells = (tag, row) => h('tr', {}, (row ?? []).map((one, column) => h(tag, {
        class: [`align-${settings[column]?.align ?? (one?.type === 'raw_number' ? 'right' : 'left')}`, settings[column]?.is_wrapped && 'wrapped']
            .filter(Boolean).join(' '),
        scope: tag === 'th' ? 'col' : null,
    }, cell(one))));
    return h('div', { class: 'table-box', tabindex: 0, role: 'group', 'aria-label': caption || 'Table' }, h('table', {},
        caption && h('caption', {}, caption), h('thead', {}, cells('th', head)), h('tbody', {}, rows.map(row => cells('td', row)))));
}

function cell(one) {
    if (!one) return '';
    if (one.type === 'rich_text') return richText(one);
    return one.text ?? String(one.value ?? '');
}

function card(block, act) {
    return h('div', { class: 'card' },
        block.hero_image && h('div', { class: 'card-hero' }, picture(block.hero_image.image_url, block.hero_image.alt_text)),
        (block.title || block.subtitle || block.icon) && h('div', { class: 'card-head' },
            block.icon && picture(block.icon.image_url, block.icon.alt_text, 'card-icon'),
            h('div', {}, block.title && h('strong', {}, textObject(block.title)), block.subtitle && h('small', {}, textObject(block.subtitle)))),
        block.body && h('div', { class: 'text' }, textObject(block.body)),
        block.actions && h('div', { class: 'actions' }, block.actions.map(element => control(element, block.block_id, act))));
}

function container(block, inner) {
    const title = [
        block.icon && picture(block.icon.image_url, block.icon.alt_text, 'card-icon'),
        h('strong', {}, block.rich_text_title ? richText(block.rich_text_title) : plainText(block.title)),
        block.subtitle && h('small', {}, textObject(block.subtitle)),
    ];
    const children = (block.child_blocks ?? []).map(inner);
    const name = `container container-${block.width ?? 'standard'}`;
    return block.is_collapsible
        ? h('details', { class: name, open: !block.default_collapsed }, h('summary', {}, title), children)
        : h('div', { class: name }, h('div', { class: block.has_header_divider ? 'container-head ruled' : 'container-head' }, title), children);
}

function smallButtons(element, blockId, act) {
    const buttons = element.type === 'feedback_buttons'
        ? [['👍', element.positive_button], ['👎', element.negative_button]]
        : element.type === 'icon_button' ? [[element.icon === 'trash' ? '🗑️' : '•', element]] : [];
    return buttons.filter(([, button]) => button).map(([sign, button]) => h('button', {
        type: 'button', class: 'button small', title: plainText(button.text), 'data-block-id': blockId ?? '', 'data-action-id': element.action_id ?? '',
        'data-value': button.value ?? '', 'aria-label': button.accessibility_label || plainText(button.text),
        onclick: () => act?.(element, button.value ?? null),
    }, sign));
}

const signs = { pending: '○', in_progress: '◔', complete: '✓', error: '✕' };

function task(one) {
    const status = one.status ?? 'pending';
    return h('div', { class: `task task-${status}` },
        h('span', { class: 'task-sign', role: 'img', 'aria-label': status.replace('_', ' ') }, signs[status] ?? '○'),
        h('div', {}, h('span', { class: 'task-title' }, one.title ?? ''), one.details && richText(one.details), one.output && richText(one.output),
            one.sources?.length > 0 && h('small', { class: 'task-sources' }, one.sources.flatMap(source => [link(source.url ?? '', [source.text || source.url]), ' ']))));
}
