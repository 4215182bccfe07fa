import { h, icon, reconcile } from './dom.js';
import { get, post } from './api.js';
import { attempt, toast } from './dialogs.js';
import { createDeployList } from './deploylist.js';
import { createStatusPages } from './statuspages.js';
import { changed, person, store } from './store.js';

/** The side pane that deploys in the local GitHub, and lists what was deployed there. */
export function createDeploys(pane, opener) {
    let known = { repositories: [], places: [], deployments: [], webhook: null, changes: null };
    let busy = false;
    const repository = h('select', { class: 'field', 'data-testid': 'deploys-repository', onchange: () => {
        chooseService();
        show();
    } });
    const environment = box('environment', { value: 'production', list: 'deploys-environments', oninput: show });
    const ref = box('ref', { title: 'A version, or a branch' });
    const description = box('description', { placeholder: 'Keep whole baskets longer' });
    const files = box('files', { placeholder: 'src/Baskets.cs config/cache.yaml' });
    const service = h('select', { class: 'field', 'data-testid': 'deploys-service' });
    const setting = box('setting', { placeholder: 'cache.maxmemory' });
    const value = box('value', { placeholder: '2gb' });
    const pull = box('pull', { placeholder: 'Keep whole baskets in the cache' });
    const environments = h('datalist', { id: 'deploys-environments' });
    const rollBack = button('Roll back', 'rollback', goBack);
    const told = h('p', { class: 'told', role: 'status', 'data-testid': 'deploys-told' });
    const postButton = button('Change it', 'post', postSetting);
    const list = createDeployList(end);
    const statusPages = createStatusPages();
    const ofService = labelled('Service', service);
    let chosen = false;

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
                    button('Let it fail', 'fail', () => deploy('in_progress', 'failure')),
                    button('Wait for approval', 'wait', () => deploy('waiting')),
                    button('Only begin', 'begin', () => deploy('in_progress')))),
            h('div', { class: 'deploy-buttons' }, rollBack),
            fold('Change a setting', form('setting', () => known.changes ? postSetting() : setSetting(),
                ofService,
                h('div', { class: 'two' }, labelled('Setting', setting), labelled('New value', value)),
                h('div', { class: 'deploy-buttons' }, postButton, button('Push and deploy', 'set', setSetting)),
                h('small', {}, h('strong', {}, 'Change it'), ' tells the bot by POST /changes. ',
                    h('strong', {}, 'Push and deploy'), ' writes config/settings.yaml on the default branch and deploys that.'))),
            fold('Merge a pull request', form('merge', merge,
                labelled('Title', pull),
                h('small', {}, 'Merged isn’t deployed: the next version that you deploy brings it. A merge is listed by itself only where nothing was ever deployed.'),
                submit('Merge', 'merge'))),
            statusPages.fold,
            h('h3', {}, 'Newest first, with what the bot made of it'), list.elements));
    pane.addEventListener('keydown', event => event.key === 'Escape' && !event.defaultPrevented && close());
    opener.addEventListener('click', () => pane.hidden ? open() : close());
    // On a narrow page the pane lies over the messages.
    addEventListener('hashchange', () => matchMedia('(max-width: 1180px)').matches && hide());
    return { refresh, hide, show: () => pane.hidden || list.show(known) };

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
            await statusPages.refresh();
            offer(repository, known.repositories.map(one => one.repository));
            if (!chosen) chooseNewest();
            show();
        });
    }

    /** The first time, the repository whose newest version is live is the one to play with. */
    function chooseNewest() {
        const newest = known.deployments.find(one => one.live && one.state === 'success')
            ?? known.repositories.find(one => store.example.endsWith(` ${one.repository.split('/')[1]}`));
        if (newest) repository.value = newest.repository;
        chosen = known.repositories.length > 0;
        chooseService();
    }

    function chooseService() {
        offer(service, known.changes?.services ?? []);
        const name = repository.value.split('/')[1];
        if (known.changes?.services.includes(name)) service.value = name;
    }

    function show() {
        const names = [...new Set(['production', 'staging', ...known.places.map(place => place.environment)])];
        reconcile(environments, names.map(name => ({ key: name, signature: name, build: () => h('option', { value: name }) })));
        const { live, former } = placeNow() ?? {};
        rollBack.textContent = former ? `${wayTo(live, former)} to ${nameOf(former)}` : 'Roll back: nothing was live before';
        rollBack.disabled = !former;
        told.textContent = sentenceOf(known.webhook);
        ref.placeholder = nextVersion();
        ofService.hidden = postButton.hidden = !known.changes;
        list.show(known);
    }

    function placeNow() {
        return known.places.find(place => place.repository === repository.value && place.environment === environment.value.trim());
    }

    /** The version after the newest of this repository, or its default branch where none has a number. */
    function nextVersion() {
        const versions = known.deployments.filter(one => one.repository === repository.value).map(one => one.ref).filter(one => /^v?\d+(\.\d+)+$/.test(one));
        const newest = versions.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
        return newest ? newest.replace(/\d+$/, last => `${Number(last) + 1}`)
            : known.repositories.find(one => one.repository === repository.value)?.default_branch ?? '';
    }

    /** Deploys; `states` are what it reaches one after the other. */
    function deploy(...states) {
        return act('deployments', {
            ref: ref.value.trim() || ref.placeholder || undefined, description: description.value.trim(), files: files.value.split(/[\s,]+/).filter(Boolean),
            statuses: states.map(state => ({ state })),
        });
    }

    function goBack() {
        const { live, former } = placeNow();
        return act('deployments', {
            ref: former.ref, sha: former.sha, description: `${wayTo(live, former)} from ${nameOf(live)} to ${nameOf(former)}`,
            statuses: [{ state: 'in_progress' }, { state: 'success' }],
        });
    }

    function postSetting() {
        return act('changes', { service: service.value, setting: setting.value, value: value.value });
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
            const place = { repository: repository.value, environment: environment.value.trim() || 'production', creator: person()?.name };
            const answer = await post(path === 'changes' ? path : `github/${path}`, { ...place, ...body });
            if (answer.status === 200) toast('The bot was told of the same change minutes ago, so nothing is new.');
            if (path === 'deployments') ref.value = '';
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
}

const nameOf = ({ ref, sha }) => sha.startsWith(ref) || /\d/.test(ref) ? ref : `${ref} (${sha.slice(0, 7)})`;

// After a rollback, what was live before is the newer version.
const wayTo = (live, former) => former.ref.localeCompare(live.ref, 'en', { numeric: true }) > 0 ? 'Roll forward' : 'Roll back';

function sentenceOf(webhook) {
    if (webhook && (webhook.status === null || webhook.status < 300)) return 'The bot hears of it by webhook.';
    const look = 'at its next look, within 5 minutes, or type /incident deploys.';
    return webhook ? `The bot didn’t take the last webhook (${webhook.status || 'no answer'}). It hears of it ${look}` : `The bot hears of it ${look}`;
}

const offer = (select, names) => reconcile(select, names.map(name => ({ key: name, signature: name, build: () => h('option', { value: name }, name) })));
const box = (name, props) => h('input', { class: 'field', type: 'text', autocomplete: 'off', spellcheck: 'false', 'data-testid': `deploys-${name}`, ...props });
const labelled = (label, field) => h('label', { class: 'deploy-field' }, h('span', {}, label), field);
const button = (label, name, onclick) => h('button', { type: 'button', class: 'button', 'data-testid': `deploys-${name}`, onclick }, label);
const submit = (label, name) => h('div', {}, h('button', { type: 'submit', class: 'button', 'data-testid': `deploys-${name}` }, label));
const fold = (title, content) => h('details', {}, h('summary', {}, title), content);

function form(name, run, ...children) {
    return h('form', {
        'data-form': name, onsubmit: event => {
            event.preventDefault();
            run();
        },
    }, children);
}
