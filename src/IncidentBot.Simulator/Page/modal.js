import { h, icon, reconcile } from './dom.js';
import { ask, post, sentence } from './api.js';
import { attempt } from './dialogs.js';
import { renderBlock } from './blocks.js';
import { control } from './controls.js';
import { plainText } from './mrkdwn.js';
import { refresh, store } from './store.js';

let dialog = null;
let view = null;
let fields = new Map();

/** Shows the topmost view that the app has opened for the chosen person, and takes it away when it is gone. */
export function showModal() {
    const top = store.views.at(-1);
    if (!top) return dismiss();
    if (view?.id !== top.id) {
        dismiss();
        open(top);
    } else if (JSON.stringify(view) !== JSON.stringify(top)) fill(top);
}

function open(top) {
    const trigger = document.activeElement;
    dialog = h('dialog', { class: 'modal', 'data-testid': 'modal', oncancel: cancel });
    dialog.addEventListener('close', () => trigger?.isConnected && trigger.focus?.({ preventScroll: true }));
    document.body.append(dialog);
    fill(top);
    dialog.showModal();
    (dialog.querySelector('.input .field, .input input') ?? dialog.querySelector('footer .primary') ?? dialog).focus();
}

function dismiss() {
    dialog?.close();
    dialog?.remove();
    dialog = null;
    view = null;
    fields = new Map();
}

function fill(top) {
    view = top;
    const title = plainText(top.title);
    dialog.setAttribute('aria-label', title);
    if (!dialog.firstChild) {
        dialog.append(h('form', { onsubmit: submit, novalidate: true }, h('header', {}), h('div', { class: 'modal-body' }), h('footer', {})));
    }
    const [head, body, foot] = dialog.firstChild.children;
    head.replaceChildren(h('h2', { 'data-testid': 'modal-title' }, title),
        h('button', { type: 'button', class: 'tool', 'aria-label': 'Close', 'data-testid': 'modal-x', onclick: close }, icon('close')));
    fillBody(body, top);
    const hasInput = top.blocks?.some(block => block.type === 'input');
    foot.replaceChildren(
        h('button', { type: 'button', class: 'button', 'data-testid': 'modal-close', onclick: close }, plainText(top.close) || 'Close'),
        ...(top.submit || hasInput
            ? [h('button', { type: 'submit', class: 'button primary', 'data-testid': 'modal-submit' }, plainText(top.submit) || 'Submit')] : []));
}

/** An updated view keeps what was typed, as Slack does, where block and action are the same. */
function fillBody(body, top) {
    const gone = new Set(fields.keys());
    reconcile(body, (top.blocks ?? []).map((block, index) => {
        const key = block.block_id ?? `block-${index}`;
        gone.delete(key);
        return { key, signature: JSON.stringify(block), build: () => block.type === 'input' ? input(block, key) : renderBlock(block, use) };
    }));
    for (const key of gone) fields.delete(key);
}

function input(block, key) {
    const act = block.dispatch_action ? (element, value) => use(element, value, key) : null;
    const node = control(entered(block.element ?? {}, key), key, act);
    const label = plainText(block.label);
    const error = h('p', { class: 'error', role: 'alert', id: `error-${key}`, 'data-testid': `error-${key}`, hidden: true });
    node.setAttribute('aria-label', label);
    node.setAttribute('aria-describedby', error.id);
    fields.set(key, { block, node, error });
    return h('div', { class: 'input' },
        h('span', { class: 'label', 'aria-hidden': 'true' }, label, block.optional && h('small', {}, ' (optional)')),
        node, block.hint && h('small', { class: 'field-hint' }, plainText(block.hint)), error);
}

/** What the workspace knows to be typed or chosen already stands above what the app wants to begin with. */
function entered(element, key) {
    const state = view.state?.values?.[key]?.[element.action_id] ?? {};
    const initial = Object.entries(state).filter(([name]) => name !== 'type')
        .map(([name, value]) => [name === 'value' ? 'initial_value' : name.replace('selected_', 'initial_'), value]);
    return { ...element, ...Object.fromEntries(initial) };
}

async function use(element, value, blockId) {
    if (!element.action_id) return;
    await attempt(() => post('click', {
        user: store.me, view_id: view.id, action_id: element.action_id, block_id: blockId, value: value ?? undefined,
        values: readFields().values,
    }));
    await attempt(refresh);
}

function readFields() {
    const values = {};
    const missing = {};
    for (const [key, { block, node }] of fields) {
        const value = node.read?.() ?? null;
        const empty = value === null || value.length === 0 || (typeof value === 'string' && !value.trim());
        if (empty && !block.optional) missing[key] = 'Please fill in this field.';
        else if (block.element.min_length && String(value ?? '').length < block.element.min_length) {
            missing[key] = `Please write at least ${block.element.min_length} characters.`;
        }
        values[key] = { [block.element.action_id]: value };
    }
    return { values, missing };
}

async function submit(event) {
    event.preventDefault();
    const { values, missing } = readFields();
    if (showErrors(missing)) return;
    const buttons = dialog.querySelectorAll('footer button');
    buttons.forEach(button => { button.disabled = true; });
    await attempt(async () => {
        const { ok, error, response } = await ask('submit', { user: store.me, view_id: view.id, values });
        if (response?.response_action === 'errors' && showErrors(response.errors ?? {})) return;
        if (ok === false) throw new Error(sentence(error));
    });
    buttons.forEach(button => { button.disabled = false; });
    await attempt(refresh);
}

function showErrors(errors) {
    let first = null;
    for (const [key, { node, error }] of fields) {
        error.textContent = errors[key] ?? '';
        error.hidden = !errors[key];
        node.setAttribute('aria-invalid', String(Boolean(errors[key])));
        first ??= errors[key] ? node : null;
    }
    (first?.matches('div') ? first.querySelector('input') : first)?.focus();
    return first !== null;
}

function cancel(event) {
    event.preventDefault();
    if (event.target === dialog) close();
}

async function close() {
    const id = view.id;
    store.views = store.views.filter(one => one.id !== id);
    await attempt(() => post('close', { user: store.me, view_id: id }));
    await attempt(refresh);
}
