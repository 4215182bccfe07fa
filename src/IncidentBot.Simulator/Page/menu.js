import { h } from './dom.js';

let open = null;

/** Opens a menu next to a button. Items: {label, run, testid?, danger?} or a node of its own in place of the list. */
export function openMenu(anchor, items, label = 'Menu') {
    closeMenu();
    const node = h('div', { class: 'menu', role: 'menu', 'aria-label': label, onkeydown: move }, items.map(item =>
        h('button', {
            type: 'button', role: 'menuitem', class: item.danger ? 'danger' : null, 'data-value': item.value ?? null,
            'data-testid': item.testid ?? null,
            onclick: () => {
                closeMenu();
                item.run();
            },
        }, item.label)));
    show(anchor, node);
}

/** Opens a small pane next to a button. */
export function openPane(anchor, label, content, className = '') {
    closeMenu();
    show(anchor, h('div', { class: `menu pane ${className}`, role: 'dialog', 'aria-label': label }, content));
}

export function closeMenu() {
    if (!open) return;
    const { node, anchor } = open;
    const hadFocus = node.contains(document.activeElement);
    open = null;
    node.remove();
    anchor.setAttribute('aria-expanded', 'false');
    if (hadFocus && anchor.isConnected) anchor.focus({ preventScroll: true });
}

function show(anchor, node) {
    open = { node, anchor };
    anchor.setAttribute('aria-expanded', 'true');
    (anchor.closest('dialog') ?? document.body).append(node);
    place(anchor, node);
    node.querySelector('button, input, a')?.focus({ preventScroll: true });
}

function place(anchor, node) {
    const at = anchor.getBoundingClientRect();
    const width = node.offsetWidth;
    const height = node.offsetHeight;
    const below = at.bottom + 4 + height <= innerHeight || at.top < height + 4;
    node.style.left = `${Math.max(8, Math.min(at.right - width, innerWidth - width - 8))}px`;
    node.style.top = `${Math.max(8, below ? Math.min(at.bottom + 4, innerHeight - height - 8) : at.top - height - 4)}px`;
}

function move(event) {
    const buttons = [...event.currentTarget.querySelectorAll('[role=menuitem]')];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = (buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length;
    buttons[next].focus();
}

document.addEventListener('pointerdown', event => {
    if (open && !open.node.contains(event.target) && !open.anchor.contains(event.target)) closeMenu();
}, true);

document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && open) {
        event.preventDefault();
        event.stopPropagation();
        closeMenu();
    } else if (event.key === 'Tab' && open?.node.getAttribute('role') === 'menu') closeMenu();
}, true);
