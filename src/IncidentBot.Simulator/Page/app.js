import { h } from './dom.js';
import { follow } from './stream.js';
import { createComposer } from './composer.js';
import { createSidebar } from './sidebar.js';
import { createThread } from './thread.js';
import { createDeploys } from './deploys.js';
import { showHeader } from './header.js';
import { showModal } from './modal.js';
import { showMessages, stickToEnd, walkWithArrows } from './log.js';
import { attempt } from './dialogs.js';
import { sendCommand, sendMessage, startEdit, unarchive } from './actions.js';
import { clock } from './dates.js';
import { openHome, showHome } from './home.js';
import { readHash } from './navigate.js';
import {
    changed, currentChannel, hasIncident, isNotice, isReply, markRead, maySee, messagesOf, myZone, onChange, refresh, refreshAll, store, titleOf, visibleChannels,
} from './store.js';

const at = id => document.getElementById(id);
const log = at('log');
const latest = at('latest');
const scroll = stickToEnd(log, atEnd => atEnd && (latest.hidden = true));
const sidebar = createSidebar(at('channels'), at('person'), becomePerson);
const thread = createThread(at('thread'));
const deploys = createDeploys(at('deploys'), at('deploys-link'));
const composer = createComposer({ testid: 'composer', commands: true, send, onUp: editLast });
let place = '';
let count = 0;
let last = 0;

// Changes of which nothing is shown here, and the greeting of a new connection.
const quiet = new Set(['hello', 'journal', 'fault', 'github']);

at('composer-slot').append(composer.element);
at('skip').addEventListener('click', () => composer.box.focus());
at('home').addEventListener('click', openHome);
at('fold').addEventListener('click', () => unfold(!document.body.classList.contains('unfolded')));
at('sidebar').addEventListener('click', event => event.target.closest('a, button') && unfold(false));
addEventListener('keydown', event => event.key === 'Escape' && unfold(false));
latest.addEventListener('click', scroll.toEnd);
walkWithArrows(log);
onChange(render);
addEventListener('hashchange', () => readHash() && render());
store.me = sessionStorage.getItem('person') ?? '';
followPermalink();

follow({
    onOpen: () => attempt(async () => {
        await refreshAll();
        at('live').textContent = 'Live';
        at('live').className = 'live on';
    }),
    onEvent: ({ type, n, channel }) => {
        const missed = type !== 'hello' && n !== last + 1;
        last = n;
        if (missed) attempt(refreshAll);
        if (type === 'view') showHome();
        if (type === 'github') deploys.refresh();
        if (!missed && !quiet.has(type)) attempt(() => refresh({ channel }));
    },
    onLost: () => {
        at('live').textContent = 'Connection lost, trying again…';
        at('live').className = 'live off';
    },
});

/** A permalink, as it stands in a postmortem, becomes the address of its message on this page. */
function followPermalink() {
    const [, channel, seconds, micros] = /^\/archives\/(\w+)(?:\/p(\d{10})(\d{6}))?/.exec(location.pathname) ?? [];
    if (channel) history.replaceState(null, '', `/#${channel}${seconds ? `/${seconds}.${micros}` : ''}`);
}

/** On a narrow screen, the list of channels lies over the messages, or is folded away. */
function unfold(open) {
    document.body.classList.toggle('unfolded', open);
    at('fold').setAttribute('aria-expanded', String(open));
    at('fold').textContent = open ? 'Close' : 'Channels';
}

function render() {
    if (!store.loaded) return;
    choosePlace();
    const channel = currentChannel();
    sidebar.render();
    showHeader(at('channel-header'), at('bookmarks'));
    if (channel) showChannel(channel);
    // There is room for one pane beside the messages.
    if (store.threadTs) deploys.hide();
    thread.render();
    at('deploys-link').hidden = !store.hasDeploys;
    deploys.show();
    showHint();
    showModal();
}

function choosePlace() {
    const channel = currentChannel();
    if (channel && maySee(channel)) return;
    Object.assign(store, { channelId: '', threadTs: '' });
    if (readHash()) return;
    const all = visibleChannels();
    const first = all.find(one => one.name === 'general') ?? all[0];
    if (first) {
        store.channelId = first.id;
        history.replaceState(null, '', `#${first.id}`);
    }
}

function showChannel(channel) {
    const messages = messagesOf(channel.id).filter(message => !isReply(message) || message.broadcast);
    const here = `${store.me} ${channel.id}`;
    showMessages(log, messages);
    composer.use(`${here}${channel.is_archived ? ' archived' : ''}`,
        channel.is_archived ? `${titleOf(channel)} is archived` : `Message ${titleOf(channel)}`, channel.is_archived);
    if (channel.is_archived) {
        composer.say('This channel is archived, so nobody can post here. ',
            h('button', { type: 'button', class: 'link', 'data-testid': 'unarchive', onclick: unarchive }, 'Open it again'));
    }
    if (place !== here) {
        scroll.toEnd();
        latest.hidden = true;
    } else if (messages.length > count && !scroll.atEnd) latest.hidden = false;
    [place, count] = [here, messages.length];
    if (store.highlight) showHighlight();
    else scroll.follow();
    markRead(channel.id);
}

function showHighlight() {
    const target = document.querySelector(`.thread [data-ts="${store.highlight}"]`) ?? log.querySelector(`[data-ts="${store.highlight}"]`);
    if (!target) return;
    store.highlight = '';
    scroll.release();
    target.scrollIntoView({ block: 'center' });
    target.classList.add('highlight');
    target.focus({ preventScroll: true });
    setTimeout(() => target.classList.remove('highlight'), 2500);
}

function showHint() {
    const hint = at('hint');
    const known = hasIncident();
    const restart = known && store.restoredAt && sessionStorage.getItem('restart') !== store.restoredAt;
    hint.hidden = known && !restart;
    const kind = hint.hidden ? '' : restart ? 'restart' : 'first';
    if (hint.dataset.kind === kind) return;
    hint.dataset.kind = kind;
    hint.replaceChildren(...(kind === 'restart' ? restartHint() : kind ? firstHint(store.example) : []));
}

const firstHint = example => [
    h('strong', {}, 'What to do next'),
    h('ol', {},
        h('li', {}, 'Start an incident: type ', h('code', {}, example), ' in any channel. ',
            h('button', { type: 'button', class: 'link', onclick: () => composer.setText(example) }, 'Put it into the message box')),
        h('li', {}, 'Open the channel that the bot makes for it: a card, a checklist, and which change may have done it.'),
        store.hasDeploys && h('li', {}, h('button', { type: 'button', class: 'link', onclick: () => at('deploys-link').click() }, 'Open the deploys'),
            ' and deploy, fail or roll back something, to see what the bot makes of it.'),
        h('li', {}, 'Be somebody else, where it says “You are”, to join as a second person.')),
];

const restartHint = () => [
    h('span', {}, `The local Slack was restarted at ${clock(new Date(store.restoredAt), myZone())}. Its channels and messages are here again${store.hasDeploys ? '; the local GitHub begins anew' : ''}. `),
    h('button', {
        type: 'button', class: 'link', onclick: () => {
            sessionStorage.setItem('restart', store.restoredAt);
            showHint();
        },
    }, 'OK'),
];

async function send(text, files) {
    scroll.toEnd();
    if (!text.startsWith('/')) return sendMessage(text.trim(), files);
    if (/^\/incident(\s|$)/.test(text)) return runCommand(text);
    const word = text.split(/\s/)[0];
    composer.say(`${word} is not a command here. The bot listens to /incident; to write a message that begins with a slash, put a space before it.`);
    return false;
}

async function runCommand(text) {
    const before = new Set(visibleChannels().map(channel => channel.id));
    const done = await sendCommand(text);
    const started = /^\/incident\s+start\b/.test(text) && visibleChannels().find(channel => !before.has(channel.id));
    if (started) composer.say(h('span', {}, 'A channel was opened: '), h('a', { href: `#${started.id}` }, `#${started.name}`));
    return done;
}

function editLast() {
    const mine = messagesOf(store.channelId).filter(message => message.user === store.me && !message.bot_id && !isReply(message) && !isNotice(message));
    if (!mine.length) return false;
    startEdit(mine.at(-1).ts);
    return true;
}

function becomePerson(id) {
    sessionStorage.setItem('person', id);
    Object.assign(store, { me: id, views: [], editing: '', threadTs: '' });
    changed();
    attempt(refreshAll);
}
