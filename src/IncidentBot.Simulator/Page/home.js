import { h, icon, reconcile } from './dom.js';
import { get, post } from './api.js';
import { attempt } from './dialogs.js';
import { renderBlock } from './blocks.js';
import { refresh, store } from './store.js';

let dialog = null;
let body = null;
let view = null;

/** Opens the app's own page of the chosen person, as its Home tab in Slack, and tells the app so. */
export async function openHome() {
    if (dialog) return;
    body = h('div', { class: 'modal-body blocks' });
    dialog = h('dialog', { class: 'modal home', 'data-testid': 'home', 'aria-label': 'IncidentBot, Home' },
        h('header', {}, h('h2', {}, 'IncidentBot, Home'), h('button', { type: 'button', class: 'tool', 'aria-label': 'Close', 'data-testid': 'home-x', onclick: () => dialog.close() }, icon('close'))),
        body);
    dialog.addEventListener('close', () => {
        dialog.remove();
        dialog = view = null;
    });
    document.body.append(dialog);
    dialog.showModal();
    await attempt(() => post('home', { user: store.me }));
    await showHome();
}

/** Shows the newest state of the page while it is open. */
export async function showHome() {
    if (!dialog) return;
    await attempt(async () => { view = (await get(`home?user=${encodeURIComponent(store.me)}`)).view; });
    if (!dialog) return;
    reconcile(body, (view?.blocks ?? []).map((block, index) => ({
        key: `${index}`, signature: JSON.stringify(block), build: () => renderBlock(block, use),
    })));
}

async function use(element, value, blockId) {
    if (!element.action_id) return;
    await attempt(() => post('click', { user: store.me, view_id: view.id, action_id: element.action_id, block_id: blockId, value: value ?? undefined }));
    await attempt(refresh);
}
