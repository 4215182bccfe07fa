import { h } from './dom.js';
import { get, post } from './api.js';
import { attempt } from './dialogs.js';

const states = {
    operational: 'Operational', degraded_performance: 'Degraded', partial_outage: 'Partial outage', major_outage: 'Major outage',
    under_maintenance: 'Maintenance',
};
const faults = { none: 'answers', error: 'answers 503', garbage: 'answers rubbish', redirect: 'leads elsewhere' };

/** The fold that says what the status pages of third parties publish. */
export function createStatusPages() {
    let known = [];
    const page = h('select', { class: 'field', 'data-testid': 'status-page', onchange: show });
    const state = h('select', { class: 'field', 'data-testid': 'status-state' }, options(states));
    const fault = h('select', { class: 'field', 'data-testid': 'status-fault' }, options(faults));
    const title = h('input', { class: 'field', type: 'text', autocomplete: 'off', placeholder: 'Elevated errors', 'data-testid': 'status-title' });
    const update = h('input', { class: 'field', type: 'text', autocomplete: 'off', placeholder: 'We are looking into it', 'data-testid': 'status-update' });
    const now = h('small', { role: 'status', 'data-testid': 'status-now' });
    const fold = h('details', { 'data-testid': 'status-pages', hidden: true }, h('summary', {}, 'Third parties’ status pages'),
        h('form', { 'data-form': 'status-pages', onsubmit: publish },
            h('div', { class: 'two' }, labelled('Page', page), labelled('Its server', fault)),
            h('div', { class: 'two' }, labelled('State', state), labelled('Incident', title)),
            labelled('Latest update', update),
            h('div', { class: 'deploy-buttons' }, h('button', { type: 'submit', class: 'button', 'data-testid': 'status-publish' }, 'Publish'), now)));
    return { fold, refresh };

    async function refresh() {
        await attempt(async () => {
            const before = page.value;
            known = (await get('status-pages')).pages;
            page.replaceChildren(...known.map(one => h('option', { value: one.page }, one.page)));
            if (known.some(one => one.page === before)) page.value = before;
            fold.hidden = known.length === 0;
            if (!fold.contains(document.activeElement)) show();
            else tell();
        });
    }

    function chosen() {
        return known.find(one => one.page === page.value);
    }

    function show() {
        const one = chosen();
        if (!one) return;
        [state.value, fault.value, title.value, update.value] = [one.state, one.fault in faults ? one.fault : 'error', one.title ?? '', one.update ?? ''];
        tell();
    }

    function tell() {
        const one = chosen();
        if (one) now.textContent = `Says ${states[one.state].toLowerCase()}; asked ${one.asked} times.`;
    }

    async function publish(event) {
        event.preventDefault();
        await attempt(() => post('status-pages', {
            page: page.value, state: state.value, fault: fault.value, title: title.value.trim() || title.placeholder, update: update.value.trim() || undefined,
        }));
        await refresh();
        show();
    }
}

const options = choices => Object.entries(choices).map(([value, label]) => h('option', { value }, label));
const labelled = (label, field) => h('label', { class: 'deploy-field' }, h('span', {}, label), field);
