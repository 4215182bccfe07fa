import { h, icon } from './dom.js';
import { showDialog, attempt } from './dialogs.js';

const isImage = file => /^image\/(png|jpe?g|gif|webp)$/.test(file.mimetype ?? '');
const isMarkdown = file => /\.md$/i.test(file.name ?? '');
const isText = file => /^text\/|json|yaml|xml/.test(file.mimetype ?? '') || /\.(md|txt|log|json|ya?ml|csv|html)$/i.test(file.name ?? '');

/** A file of a message: images as images, the rest as a card to download, texts also to read here. */
export function renderFile(file) {
    if (file.mode === 'tombstone') return h('div', { class: 'file', 'data-testid': 'file-gone' }, icon('file'), h('em', {}, 'This file was deleted.'));
    const url = file.content_url;
    const name = file.title || file.name;
    if (isImage(file)) {
        return h('a', { class: 'file-image', href: url, target: '_blank', rel: 'noopener' }, h('img', { src: url, alt: file.alt_txt || name, loading: 'lazy' }));
    }
    return h('div', { class: 'file', 'data-testid': 'file' },
        icon('file'),
        h('div', { class: 'file-name' }, h('strong', {}, name), h('small', {}, size(file.size))),
        isText(file) && h('button', { type: 'button', class: 'button', onclick: () => isMarkdown(file) ? show(name, url) : read(name, url) }, 'Read'),
        h('a', { class: 'button', href: url, download: file.name }, 'Download'));
}

/** A draft as people read it; the frame keeps whatever is in the file away from the page. */
function show(name, url) {
    showDialog(name, h('iframe', { class: 'file-shown', 'data-testid': 'file-shown', title: name, sandbox: 'allow-popups', src: `${url}/shown` }));
}

async function read(name, url) {
    await attempt(async () => {
        const response = await fetch(url);
        if (!response.ok) throw new Error(`${name} could not be read (status ${response.status}).`);
        showDialog(name, h('pre', { class: 'file-text', tabindex: 0 }, await response.text()));
    });
}

function size(bytes) {
    if (bytes === undefined) return '';
    return bytes < 1024 ? `${bytes} bytes` : bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

/** A chosen file in the form the control API takes. */
export function encode(file) {
    return new Promise((resolve, reject) => {
        const reader = new FileReader();
        reader.onload = () => resolve({ name: file.name, content_base64: reader.result.slice(reader.result.indexOf(',') + 1) });
        reader.onerror = () => reject(new Error(`${file.name} could not be read.`));
        reader.readAsDataURL(file);
    });
}
