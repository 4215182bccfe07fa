/** Builds elements. Text from people only ever goes in as text nodes or attributes, never as markup. */
export function h(tag, props, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(props ?? {})) set(element, name, value);
    element.append(...children.flat(Infinity).filter(present));
    return element;
}

function present(child) {
    return child !== null && child !== undefined && child !== false && child !== '';
}

function set(element, name, value) {
    if (value === null || value === undefined || value === false) return;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'value' || name === 'checked' || name === 'selected') element[name] = value;
    else element.setAttribute(name, value === true ? '' : value);
}

const shapes = {
    hash: 'M6 2 4.5 14M11.5 2 10 14M2.5 5.5h11M2 10.5h11',
    lock: 'M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5',
    box: 'M2.5 3.5h11v3h-11zM3.5 6.5v6.5h9V6.5M6.5 9h3',
    people: 'M6 7.5a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6M1.8 13.2c.2-2.7 2-4 4.2-4s4 1.3 4.2 4M10.5 3.2a2.2 2.2 0 0 1 0 4.1M11.7 9.5c1.5.5 2.4 1.8 2.5 3.7',
    pin: 'M6 2h4l-.5 4.5 2 2v1h-7v-1l2-2zM8 9.500V14',
    bookmark: 'M4.5 2.500h7v11L8 10.800l-3.5 2.700z',
    smile: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M5.5 9.300c.6 1 1.5 1.5 2.5 1.500s1.9-.5 2.5-1.500M6 6.200v.4M10 6.200v.4',
    reply: 'M2.5 3h11v7.500H8L5 13.200v-2.700H2.500z',
    more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
    send: 'M2.5 3 14 8 2.5 13l1.7-5zM4.2 8H9',
    clip: 'm11.8 7.2-4.5 4.500a2.3 2.3 0 0 1-3.3-3.300L9 3.500a1.5 1.5 0 0 1 2.2 2.200L6.5 10.3',
    close: 'm4 4 8 8M12 4l-8 8',
    eye: 'M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8M8 9.800a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6',
    file: 'M4 2h5l3 3v9H4zM9 2v3h3M6 8.500h4M6 11h4',
};

/** A small line drawing, hidden from screen readers: its button carries the label. */
export function icon(name) {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('viewBox', '0 0 16 16');
    svg.setAttribute('class', `icon icon-${name}`);
    svg.setAttribute('aria-hidden', 'true');
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', shapes[name]);
    svg.append(path);
    return svg;
}

/**
 * Makes the children of `parent` match `items` ({key, signature, build}), reusing every node whose signature is the
 * same, so that focus, selection and half-open controls survive an update of another message.
 */
export function reconcile(parent, items) {
    const old = new Map([...parent.children].map(node => [node.dataset.key, node]));
    let cursor = parent.firstElementChild;
    for (const item of items) {
        let node = old.get(item.key);
        old.delete(item.key);
        if (!node || node.signature !== item.signature) {
            const fresh = item.build();
            fresh.dataset.key = item.key;
            fresh.signature = item.signature;
            if (node) {
                if (cursor === node) cursor = fresh;
                replaceKeepingFocus(node, fresh);
            }
            node = fresh;
        }
        if (node === cursor) cursor = cursor.nextElementSibling;
        else parent.insertBefore(node, cursor);
    }
    for (const gone of old.values()) {
        if (gone === cursor) cursor = cursor.nextElementSibling;
        gone.remove();
    }
}

const focusKeys = ['data-action-id', 'data-value', 'data-testid', 'data-emoji', 'data-block-id'];

function replaceKeepingFocus(node, fresh) {
    const focused = node.contains(document.activeElement) ? document.activeElement : null;
    const where = focused && focusKeys.filter(key => focused.hasAttribute(key))
        .map(key => `[${key}="${CSS.escape(focused.getAttribute(key))}"]`).join('');
    node.replaceWith(fresh);
    if (!focused) return;
    const again = where ? fresh.querySelector(where) : null;
    (again ?? fresh).focus({ preventScroll: true });
}
