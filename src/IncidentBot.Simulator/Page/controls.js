import { h, icon } from './dom.js';
import { link, plainText, textObject } from './mrkdwn.js';
import { toEpoch, toWall } from './dates.js';
import { myZone, people, titleOf, visibleChannels } from './store.js';
import { openMenu } from './menu.js';

/**
 * Builds the control of one interactive element. The returned node has `read()`, which gives the value in the form of
 * the control API (a text, an option's value, an id, a list of those, seconds since 1970, or null when empty).
 * `act(element, value)` is called when a person uses it; a form passes null for elements that only speak on submission.
 */
export function control(element, blockId, act) {
    const build = builders[element.type];
    if (!build) return h('span', { class: 'unknown' }, `(${element.type} is not shown by this page)`);
    const node = build(element, act);
    node.dataset.blockId = blockId ?? '';
    if (element.action_id) node.dataset.actionId = element.action_id;
    return node;
}

const builders = {
    button,
    overflow,
    static_select: (element, act) => select(element, act, groupsOf(element), element.initial_option?.value),
    users_select: (element, act) => select(element, act, userChoices(), element.initial_user),
    conversations_select: (element, act) => select(element, act, channelChoices(), element.initial_conversation),
    channels_select: (element, act) => select(element, act, channelChoices(), element.initial_channel),
    multi_static_select: (element, act) =>
        checkList(element, act, flat(groupsOf(element)), values(element.initial_options), 'checkbox'),
    multi_users_select: (element, act) => checkList(element, act, flat(userChoices()), element.initial_users, 'checkbox'),
    multi_conversations_select: (element, act) =>
        checkList(element, act, flat(channelChoices()), element.initial_conversations, 'checkbox'),
    multi_channels_select: (element, act) => checkList(element, act, flat(channelChoices()), element.initial_channels, 'checkbox'),
    checkboxes: (element, act) => checkList(element, act, choices(element.options), values(element.initial_options), 'checkbox'),
    radio_buttons: (element, act) => checkList(element, act, choices(element.options), values([element.initial_option]), 'radio'),
    datepicker: (element, act) => picker(element, act, 'date', element.initial_date),
    timepicker: (element, act) => picker(element, act, 'time', element.initial_time),
    datetimepicker: dateTime,
    plain_text_input: text,
    number_input: (element, act) => field(element, act, { type: 'text', inputmode: 'decimal' }),
    email_text_input: (element, act) => field(element, act, { type: 'email' }),
    url_text_input: (element, act) => field(element, act, { type: 'url' }),
    image: element => picture(element.image_url, element.alt_text, 'accessory'),
};

export const isField = element => !['button', 'overflow', 'image'].includes(element.type);

/** An image; one from another host is offered as a link, since this page loads nothing from elsewhere. */
export function picture(url, alt, className) {
    const inside = /^data:image\//i.test(url ?? '') || (URL.canParse(url) && new URL(url).origin === location.origin);
    return inside ? h('img', { class: className, src: url, alt: alt ?? '' }) : link(url, [alt || url]);
}

function button(element, act) {
    const label = plainText(element.text);
    return h('button', {
        type: 'button', class: `button ${element.style ?? ''}`, 'data-value': element.value ?? '',
        'aria-label': element.accessibility_label ?? null,
        onclick: () => {
            if (/^https?:/i.test(element.url ?? '')) window.open(element.url, '_blank', 'noopener');
            act?.(element, element.value ?? null);
        },
    }, label);
}

function overflow(element, act) {
    const items = (element.options ?? []).map(option => ({
        label: plainText(option.text), value: option.value, run: () => act?.(element, option.value),
    }));
    return h('button', {
        type: 'button', class: 'button overflow', 'aria-label': 'More', 'aria-haspopup': 'menu',
        onclick: event => openMenu(event.currentTarget, items),
    }, icon('more'));
}

const choices = options => (options ?? []).map(option => ({
    value: option.value, label: plainText(option.text), text: option.text, note: option.description,
}));
const groupsOf = element => element.option_groups
    ? element.option_groups.map(group => ({ label: plainText(group.label), items: choices(group.options) }))
    : [{ items: choices(element.options) }];
const userChoices = () => [{ items: people().map(user => ({ value: user.id, label: user.name })) }];
const channelChoices = () => [{
    items: visibleChannels().filter(channel => !channel.is_archived).map(channel => ({ value: channel.id, label: titleOf(channel) })),
}];
const flat = groups => groups.flatMap(group => group.items);
const values = options => (options ?? []).filter(Boolean).map(option => option.value);

function select(element, act, groups, initial) {
    const options = items => items.map(item => h('option', { value: item.value, selected: item.value === initial }, item.label));
    const node = h('select', { class: 'field', 'aria-label': plainText(element.placeholder) || null },
        h('option', { value: '' }, plainText(element.placeholder) || 'Choose…'),
        groups.map(group => group.label ? h('optgroup', { label: group.label }, options(group.items)) : options(group.items)));
    node.value = initial ?? '';
    node.read = () => node.value || null;
    node.addEventListener('change', () => node.value && act?.(element, node.value));
    return node;
}

let lists = 0;

function checkList(element, act, items, initial, type) {
    const name = `list-${++lists}`;
    const node = h('div', { class: 'check-list', role: type === 'radio' ? 'radiogroup' : 'group' }, items.map(item =>
        h('label', {}, h('input', { type, name, value: item.value, 'data-value': item.value, checked: (initial ?? []).includes(item.value) }),
            h('span', {}, item.text ? textObject(item.text) : item.label,
                item.note && h('small', {}, textObject(item.note))))));
    const chosen = () => [...node.querySelectorAll('input:checked')].map(input => input.value);
    node.read = () => type === 'radio' ? chosen()[0] ?? null : chosen();
    node.addEventListener('change', () => act?.(element, node.read()));
    return node;
}

function field(element, act, attributes) {
    const node = h('input', {
        class: 'field', ...attributes, value: element.initial_value ?? '', placeholder: plainText(element.placeholder) || null,
    });
    node.read = () => node.value === '' ? null : node.value;
    return node;
}

function text(element) {
    const limits = { maxlength: element.max_length ?? 3000, placeholder: plainText(element.placeholder) || null };
    const node = element.multiline
        ? h('textarea', { class: 'field', rows: 4, ...limits })
        : h('input', { class: 'field', type: 'text', ...limits });
    node.value = element.initial_value ?? '';
    node.read = () => node.value === '' ? null : node.value;
    return node;
}

function picker(element, act, type, initial) {
    const node = h('input', { class: 'field', type, value: initial ?? '', 'aria-label': plainText(element.placeholder) || null });
    node.read = () => node.value || null;
    node.addEventListener('change', () => node.value && act?.(element, node.value));
    return node;
}

function dateTime(element, act) {
    const initial = element.initial_date_time ? toWall(element.initial_date_time, myZone()) : '';
    const node = h('input', { class: 'field', type: 'datetime-local', value: initial });
    node.read = () => node.value ? toEpoch(node.value, myZone()) : null;
    node.addEventListener('change', () => node.value && act?.(element, node.read()));
    return node;
}
