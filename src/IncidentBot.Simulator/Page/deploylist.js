import { h, reconcile } from './dom.js';
import { clock } from './dates.js';
import { myZone, store } from './store.js';
import { hasIncidents, verdictsOf } from './verdicts.js';

const states = {
    success: 'replaced', inactive: 'inactive', failure: 'failed', error: 'failed', waiting: 'waits for approval', in_progress: 'rolling out',
    queued: 'rolling out', pending: 'rolling out',
};

/** What was deployed and set, newest first, each with what the bot made of it. `end(deployment, ...states)` moves one on. */
export function createDeployList(end) {
    const list = h('ul', { class: 'deploy-list', 'aria-label': 'Newest deploys', 'data-testid': 'deploys-list' });
    const none = h('p', { class: 'none' }, 'Nothing was deployed since the local GitHub started; it keeps nothing over a restart.');
    return { elements: [none, list], show };

    function show({ deployments, changes }) {
        const all = [
            ...deployments.map(one => ({ key: `${one.id}`, one, about: aboutDeploy(one, deployments, changes), build: deployment })),
            ...(changes?.posted ?? []).map(one => ({ key: `posted ${one.at} ${one.ref}`, one, about: aboutSetting(one), build: setting })),
        ].sort((a, b) => b.one.at.localeCompare(a.one.at));
        none.hidden = all.length > 0;
        const isLooking = hasIncidents();
        reconcile(list, all.map(({ key, one, about, build }) => {
            const verdicts = verdictsOf(about);
            const said = verdicts.length || !isLooking ? verdicts.map(made) : [h('li', {}, 'Not in an incident that you see.')];
            const signature = JSON.stringify([one, store.me, verdicts, isLooking]);
            return { key, signature, build: () => build(one, h('ul', { class: 'verdicts', 'aria-label': 'What the bot made of it' }, said)) };
        }));
    }

    function deployment(one, verdicts) {
        const isLive = one.live && one.state === 'success';
        const isOnItsWay = states[one.state] === 'rolling out';
        return h('li', { 'data-ref': one.ref, tabindex: -1 },
            h('div', {}, h('strong', {}, one.ref), ` ${one.repository} to ${one.environment}`),
            h('div', { class: 'deploy-state' }, h('span', { class: `badge deploy-${isLive ? 'live' : one.state}` }, isLive ? 'live' : states[one.state]),
                h('small', {}, `${clock(new Date(one.at), myZone())}, ${one.creator}`)),
            one.description && h('div', { class: 'snippet' }, one.description),
            verdicts,
            one.state === 'waiting' && h('div', { class: 'deploy-buttons' },
                small('Approve', one, () => end(one, 'in_progress', 'success')), small('Reject', one, () => end(one, 'failure'))),
            isOnItsWay && h('div', { class: 'deploy-buttons' },
                small('Goes live', one, () => end(one, 'success')), small('Fails', one, () => end(one, 'failure'))));
    }

    function setting(one, verdicts) {
        return h('li', { 'data-ref': one.ref, tabindex: -1 },
            h('div', {}, h('strong', {}, one.ref), ` ${one.service} in ${one.environment}`),
            h('div', { class: 'deploy-state' }, h('span', { class: 'badge deploy-live' }, 'set'),
                h('small', {}, `${clock(new Date(one.at), myZone())}, told by POST /changes`)),
            h('div', { class: 'snippet' }, one.description),
            verdicts);
    }
}

const made = ({ channel, ts, text }) =>
    h('li', {}, h('a', { href: `#${channel.id}/${ts}` }, `${/^inc-\d+/.exec(channel.name)[0].toUpperCase()}: ${text}`));

const small = (label, one, onclick) => h('button', { type: 'button', class: 'button', 'aria-label': `${label}: ${one.ref}`, 'data-value': label, onclick }, label);

const nameOf = repository => repository.split('/')[1];

// A version that was deployed there before is back; what the bot says of the two differs.
function aboutDeploy(one, all, changes) {
    const same = other => other.repository === one.repository && other.environment === one.environment && other.sha === one.sha;
    const service = nameOf(one.repository);
    return {
        name: one.ref, at: new Date(one.at), again: all.some(other => same(other) && other.id < one.id),
        services: changes?.services.includes(service) ? [service] : [],
    };
}

const aboutSetting = one => ({ name: one.ref, at: new Date(one.at), again: false, services: [one.service] });
