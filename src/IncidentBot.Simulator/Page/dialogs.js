import { h } from './dom.js';

/** Asks before something is done; true when the person agrees. `style` is Slack's primary or danger. */
export function confirmed({ title, text, confirm = 'Yes', deny = 'Cancel', style = 'primary' }) {
    return new Promise(resolve => {
        const dialog = h('dialog', { class: 'confirm', 'aria-label': title, 'data-testid': 'confirm' },
            h('form', { method: 'dialog' },
                h('h2', {}, title),
                h('div', { class: 'text' }, text),
                h('div', { class: 'dialog-buttons' },
                    h('button', { type: 'submit', class: 'button', value: 'no', 'data-testid': 'confirm-no' }, deny),
                    h('button', { type: 'submit', class: `button ${style}`, value: 'yes', 'data-testid': 'confirm-yes' }, confirm))));
        dialog.addEventListener('close', () => {
            dialog.remove();
            resolve(dialog.returnValue === 'yes');
        });
        document.body.append(dialog);
        dialog.showModal();
        dialog.querySelector('[value=yes]').focus();
    });
}

/** Shows something to read or look at. */
export function showDialog(title, content) {
    const dialog = h('dialog', { class: 'viewer', 'aria-label': title },
        h('form', { method: 'dialog' },
            h('header', {}, h('h2', {}, title), h('button', { type: 'submit', class: 'button' }, 'Close')),
            content));
    dialog.addEventListener('close', () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
}

/** A sentence that goes away by itself. */
export function toast(text) {
    const node = h('div', { class: 'toast', 'data-testid': 'toast' }, text);
    const toasts = document.getElementById('toasts');
    toasts.append(node);
    // Shown again each time, so that it lies above a dialog opened since.
    toasts.hidePopover();
    toasts.showPopover();
    setTimeout(() => {
        node.remove();
        if (!toasts.firstChild) toasts.hidePopover();
    }, 8000);
}

/** Runs something that talks to the simulator and shows what went wrong, if anything; true when it went well. */
export async function attempt(action) {
    try {
        await action();
        return true;
    } catch (error) {
        toast(error.message);
        return false;
    }
}
