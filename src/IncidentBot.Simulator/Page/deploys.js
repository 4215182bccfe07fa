import { h, icon, reconcile } from './dom.js';
import { get, post } from './api.js';
import { attempt, toast } from './dialogs.js';
import { clock } from './dates.js';
import { changed, myZone, person, store } from './store.js';

const states = {
    success: 'replaced', inactive: 'inactive', failure: 'failed', error: 'failed', waiting: 'waits for approval', in_progress: 'rolling out',
    queued: 'rolling out', pending: 'rolling out',
};

/** The side pane that deploys in the local GitHub, and lists what was deployed there. */
export function createDeploys(pane, opener) {
    let known = { repositories: [], places: [], deployments: [], webhook: null };
    let busy = false;
    const repository = h('select', { class: 'field', 'data-testid': 'deploys-repository', onchange: show });
    const environment = box('environment', { value: 'production', list: 'deploys-environments', oninput: show });
    const ref = box('ref', { placeholder: 'v2.3.2, or a branch' });
    const description = box('description', { placeholder: 'Keep whole baskets in the cache' });
    const files = box('files', { placeholder: 'src/Baskets.cs config/cache.yaml' });
    const setting = box('setting', { placeholder: 'cache.maxmemory' });
    const value = box('value', { placeholder: '2gb' });
    const pull = box('pull', { placeholder: 'Keep whole baskets in the cache' });
    const environments = h('datalist', { id: 'deploys-environments' });
    const rollBack = button('Roll back', 'rollback', goBack);
    const told = h('p', { class: 'told', role: 'status', 'data-testid': 'deploys-told' });
    const list = h('ul', { class: 'deploy-list', 'aria-label': 'Newest deploys', 'data-testid': 'deploys-list' });
    const none = h('p', { class: 'none' }, 'Nothing was deployed yet.');

    pane.append(
        h('header', { class: 'thread-header' }, h('h2', {}, 'Deploys'), h('span', {}, 'in the local GitHub'),
            h('button', { type: 'button', class: 'tool', 'aria-label': 'Close deploys', 'data-testid': 'deploys-close', onclick: close }, icon('close'))),
        h('div', { class: 'deploys-body' },
            told,
            h('div', { class: 'two' }, labelled('Repository', repository), labelled('Environment', environment)),
            environments,
            form('deploy', () => deploy('in_progress', 'success'),
                h('div', { class: 'two' }, labelled('Version', ref), labelled('Files, if you like', files)),
                labelled('What it does', description),
                h('div', { class: 'deploy-buttons' },
                    h('button', { type: 'submit', class: 'button primary', 'data-testid': 'deploys-deploy' }, 'Deploy'),
                    button('Fail', 'fail', () => deploy('in_progress', 'failure')),
                    button('Wait for approval', 'wait', () => deploy('waiting')),
                    button('Only begin', 'begin', () => deploy('in_progress')))),
            h('div', { class: 'deploy-buttons' }, rollBack),
            fold('Change a setting', form('setting', setSetting,
                h('div', { class: 'two' }, labelled('Setting', setting), labelled('New value', value)),
                h('small', {}, 'Pushes config/settings.yaml to the default branch, and deploys that.'),
                submit('Push and deploy', 'set'))),
            fold('Merge a pull request', form('merge', merge,
                labelled('Title', pull),
                h('small', {}, 'Merged isn’t deployed: deploy the default branch to bring it. Only of a repository without any deploy is a merge listed by itself.'),
                submit('Merge', 'merge'))),
            h('h3', {}, 'Newest first'), none, list));
    pane.addEventListener('keydown', event => event.key === 'Escape' && !event.defaultPrevented && close());
    opener.addEventListener('click', () => pane.hidden ? open() : close());
    return { refresh, hide };

    async function open() {
        store.threadTs = '';
        pane.hidden = false;
        opener.setAttribute('aria-expanded', 'true');
        changed();
        await refresh();
        repository.focus({ preventScroll: true });
    }

    function close() {
        hide();
        opener.focus({ preventScroll: true });
    }

    function hide() {
        pane.hidden = true;
        opener.setAttribute('aria-expanded', 'false');
    }

    /** Reads what there is, while it is shown. */
    async function refresh() {
        if (pane.hidden) return;
        await attempt(async () => {
            known = await get('github/deployments');
            show();
        });
    }

    function show() {
        reconcile(repository, known.repositories.map(({ repository: name }) => ({ key: name, signature: name, build: () => h('option', { value: name }, name) })));
        const names = [...new Set(['production', 'staging', ...known.places.map(place => place.environment)])];
        reconcile(environments, names.map(name => ({ key: name, signature: name, build: () => h('option', { value: name }) })));
        const former = placeNow()?.former;
        rollBack.textContent = former ? `Roll back to ${nameOf(former)}` : 'Roll back: nothing was live before';
        rollBack.disabled = !former;
        told.textContent = sentenceOf(known.webhook);
        none.hidden = known.deployments.length > 0;
        reconcile(list, known.deployments.map(one => ({ key: `${one.id}`, signature: JSON.stringify([one, store.me]), build: () => item(one) })));
    }

    function placeNow() {
        return known.places.find(place => place.repository === repository.value && place.environment === environment.value.trim());
    }

    /** Deploys; `states` are what it reaches one after the other. */
    function deploy(...states) {
        return act('deployments', {
            ref: ref.value.trim() || undefined, description: description.value.trim(), files: files.value.split(/[\s,]+/).filter(Boolean),
            statuses: states.map(state => ({ state })),
        });
    }

    function goBack() {
        const { live, former } = placeNow();
        return act('deployments', {
            ref: former.ref, sha: former.sha, description: `Roll back from ${nameOf(live)} to ${nameOf(former)}`,
            statuses: [{ state: 'in_progress' }, { state: 'success' }],
        });
    }

    function setSetting() {
        return act('settings', { setting: setting.value, value: value.value });
    }

    function merge() {
        return act('pulls', { title: pull.value.trim(), merged: true, author: person()?.name });
    }

    async function act(path, body) {
        if (busy) return;
        busy = true;
        await attempt(async () => {
            if (!repository.value) throw new Error('There is no repository yet. Add one under Catalogue:Services, or with POST /sim/github/repositories.');
            await post(`github/${path}`, { repository: repository.value, environment: environment.value.trim() || 'production', creator: person()?.name, ...body });
            if (path === 'pulls') toast(`Merged to ${repository.value}.`);
        });
        busy = false;
        await refresh();
    }

    async function end(one, ...ends) {
        await attempt(async () => {
            for (const state of ends) await post('github/deployment-statuses', { repository: one.repository, deployment: one.id, state, creator: person()?.name });
        });
        await refresh();
    }

    function item(one) {
        const isLive = one.live && one.state === 'success';
        const word = isLive ? 'live' : states[one.state];
        return h('li', { 'data-ref': one.ref },
            h('div', {}, h('strong', {}, one.ref), ` ${one.repository} to ${one.environment}`),
            h('div', { class: 'deploy-state' }, h('span', { class: `badge deploy-${isLive ? 'live' : one.state}` }, word),
                h('small', {}, `${clock(new Date(one.at), myZone())}, ${one.creator}`)),
            one.description && h('div', { class: 'snippet' }, one.description),
            one.state === 'waiting' && h('div', { class: 'deploy-buttons' },
                small('Approve', one, () => end(one, 'in_progress', 'success')), small('Reject', one, () => end(one, 'failure'))),
            states[one.state] === 'rolling out' && h('div', { class: 'deploy-buttons' },
                small('Goes live', one, () => end(one, 'success')), small('Fails', one, () => end(one, 'failure'))));
    }
}

const nameOf = ({ ref, sha }) => sha.startsWith(ref) || /\d/.test(ref) ? ref : `${ref} (${sha.slice(0, 7)})`;

function sentenceOf(webhook) {
    if (webhook && (webhook.status === null || webhook.status < 300)) return 'The bot hears of it by webhook.';
    const look = 'at its next look, within 5 minutes, or type /incident deploys.';
    return webhook ? `The bot didn’t take the last webhook (${webhook.status || 'no answer'}). It hears of it ${look}` : `The bot hears of it ${look}`;
}

const box = (name, props) => h('input', { class: 'field', type: 'text', autocomplete: 'off', spellcheck: 'false', 'data-testid': `deploys-${name}`, ...props });
const labelled = (label, field) => h('label', { class: 'deploy-field' }, h('span', {}, label), field);
const button = (label, name, onclick) => h('button', { type: 'button', class: 'button', 'data-testid': `deploys-${name}`, onclick }, label);
const submit = (label, name) => h('div', {}, h('button', { type: 'submit', class: 'button', 'data-testid': `deploys-${name}` }, label));
const small = (label, one, onclick) => h('button', { type: 'button', class: 'button', 'aria-label': `${label}: ${one.ref}`, 'data-value': label, onclick }, label);
const fold = (title, content) => h('details', {}, h('summary', {}, title), content);

function form(name, run, ...children) {
    return h('form', {
        'data-form': name, onsubmit: event => {
            event.preventDefault();
            run();
        },
    }, children);
}
