import { h, icon } from './dom.js';
import { suggestions } from './suggest.js';
import { encode } from './files.js';
import { attempt } from './dialogs.js';

let composers = 0;

/**
 * A message box with suggestions and files. `send(text, files)` answers whether it went well; otherwise the text stays.
 * `commands`: whether slash commands may be typed. `onUp`: Arrow up in an empty box.
 */
export function createComposer({ testid, commands, send, onUp }) {
    const listId = `suggest-${++composers}`;
    const drafts = new Map();
    let key = '';
    let files = [];
    let hints = null;
    let busy = false;

    const box = h('textarea', {
        rows: 1, 'data-testid': testid, autocomplete: 'off', spellcheck: 'true', role: 'combobox', 'aria-autocomplete': 'list',
        'aria-expanded': 'false', 'aria-controls': listId,
        oninput: suggest, onclick: suggest, onkeydown: keyDown, onblur: () => setTimeout(closeHints, 150), onpaste: paste,
    });
    const list = h('div', { class: 'suggestions', id: listId, role: 'listbox', 'aria-label': 'Suggestions', 'data-testid': `${testid}-suggestions`, hidden: true });
    const chips = h('div', { class: 'chips' });
    const notice = h('div', { class: 'notice', role: 'alert', 'data-testid': `${testid}-notice`, hidden: true });
    const chooser = h('input', {
        type: 'file', multiple: true, class: 'visually-hidden', tabindex: -1, 'aria-hidden': 'true', 'data-testid': `${testid}-file`,
        onchange: async () => {
            await addFiles([...chooser.files]);
            chooser.value = '';
        },
    });
    const sendButton = h('button', { type: 'submit', class: 'send', 'aria-label': 'Send', 'data-testid': `${testid}-send` }, icon('send'));
    const form = h('form', {
        class: 'composer', onsubmit: event => {
            event.preventDefault();
            submit();
        },
        ondragover: event => event.preventDefault(), ondrop: drop,
    },
    list, notice,
    h('div', { class: 'composer-box' }, box, chips,
        h('div', { class: 'composer-tools' },
            h('button', { type: 'button', class: 'tool', 'aria-label': 'Attach a file', title: 'Attach a file', onclick: () => chooser.click() }, icon('clip')),
            chooser,
            h('span', { class: 'keys', 'aria-hidden': 'true' }, h('kbd', {}, 'Enter'), ' sends · ', h('kbd', {}, 'Shift Enter'), ' new line'),
            sendButton)));

    return { element: form, box, use, setText, say };

    /** Switches to the draft of another place; drafts live as long as the page. */
    function use(place, placeholder, disabled) {
        box.placeholder = placeholder;
        box.setAttribute('aria-label', placeholder);
        box.disabled = disabled;
        sendButton.disabled = disabled;
        if (place === key) return;
        drafts.set(key, { text: box.value, files });
        key = place;
        const draft = drafts.get(place) ?? { text: '', files: [] };
        box.value = draft.text;
        files = draft.files;
        closeHints();
        say();
        showFiles();
        grow();
    }

    function setText(text) {
        say();
        box.value = text;
        box.focus();
        box.setSelectionRange(text.length, text.length);
        suggest();
    }

    /** Shows a sentence above the box, or takes it away. */
    function say(...content) {
        notice.replaceChildren(...content);
        notice.hidden = content.length === 0;
    }

    async function submit() {
        const text = box.value.trimEnd();
        if (busy || (!text && !files.length)) return;
        busy = true;
        const [place, draft] = [key, { text: box.value, files }];
        clear();
        form.classList.add('busy');
        const done = await send(text, draft.files);
        form.classList.remove('busy');
        busy = false;
        if (done) return;
        if (place !== key) drafts.set(place, draft);
        else if (!box.value) restore(draft);
    }

    function clear() {
        box.value = '';
        files = [];
        say();
        closeHints();
        showFiles();
        grow();
    }

    function restore(draft) {
        box.value = draft.text;
        files = draft.files;
        showFiles();
        grow();
    }

    function keyDown(event) {
        if (event.isComposing) return;
        if (hints && hintKey(event)) return;
        if (event.key === 'Enter' && !event.shiftKey) {
            event.preventDefault();
            submit();
        } else if (event.key === 'ArrowUp' && box.value === '' && onUp?.()) event.preventDefault();
    }

    function hintKey(event) {
        const choosable = hints.items.some(item => item.insert);
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (step && choosable) choose((Math.max(hints.chosen, step < 0 ? 0 : -1) + step + hints.items.length) % hints.items.length);
        else if (event.key === 'Escape') closeHints();
        else if (event.key === 'Tab' && !event.shiftKey && choosable) insert(Math.max(hints.chosen, 0));
        else if (event.key === 'Enter' && !event.shiftKey && hints.chosen >= 0) insert(hints.chosen);
        else return false;
        event.preventDefault();
        event.stopPropagation();
        return true;
    }

    function suggest() {
        grow();
        hints = suggestions(box.value, box.selectionStart, { commands });
        if (!hints) return closeHints();
        list.replaceChildren(...hints.items.map((item, index) => h('div', {
            role: 'option', id: `${listId}-${index}`, 'aria-selected': 'false', class: item.insert ? null : 'info',
            onpointerdown: event => {
                event.preventDefault();
                if (item.insert) insert(index);
            },
        }, item.node)));
        list.hidden = false;
        box.setAttribute('aria-expanded', 'true');
        choose(hints.chosen);
    }

    function choose(index) {
        hints.chosen = index;
        [...list.children].forEach((node, i) => node.setAttribute('aria-selected', String(i === index)));
        if (index < 0) return box.removeAttribute('aria-activedescendant');
        box.setAttribute('aria-activedescendant', `${listId}-${index}`);
        list.children[index].scrollIntoView({ block: 'nearest' });
    }

    function insert(index) {
        const { from, to, items } = hints;
        box.setRangeText(items[index].insert, from, to, 'end');
        box.focus();
        suggest();
    }

    function closeHints() {
        hints = null;
        list.hidden = true;
        box.setAttribute('aria-expanded', 'false');
        box.removeAttribute('aria-activedescendant');
    }

    async function addFiles(chosen) {
        await attempt(async () => {
            files = files.concat(await Promise.all(chosen.map(encode)));
        });
        showFiles();
        box.focus();
    }

    function paste(event) {
        const pasted = [...event.clipboardData?.files ?? []];
        if (!pasted.length) return;
        event.preventDefault();
        addFiles(pasted);
    }

    function drop(event) {
        event.preventDefault();
        addFiles([...event.dataTransfer?.files ?? []]);
    }

    function showFiles() {
        chips.replaceChildren(...files.map(file => h('span', { class: 'chip' }, icon('file'), file.name, h('button', {
            type: 'button', 'aria-label': `Remove ${file.name}`,
            onclick: () => {
                files = files.filter(one => one !== file);
                showFiles();
            },
        }, icon('close')))));
    }

    function grow() {
        box.style.height = 'auto';
        box.style.height = `${Math.min(box.scrollHeight, 240)}px`;
    }
}
