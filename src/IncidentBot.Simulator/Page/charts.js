import { h } from './dom.js';

const width = 420, height = 180, left = 44, bottom = 28, top = 8;
const space = 'http://www.w3.org/2000/svg';

/** A chart of a data_visualization block as a drawing, with its numbers in a table for those who cannot see it. */
export function chart(data, title) {
    // A table grows with its rows whatever height it's given, and would make the page longer; what it stands in doesn't.
    const drawing = node('svg', { viewBox: `0 0 ${width} ${height}`, class: 'chart-drawing', role: 'img', 'aria-label': title ?? 'Chart' },
        data.type === 'pie' ? pie(data.segments ?? []) : plot(data));
    return [drawing, legend(data), h('div', { class: 'only-read' }, h('table', {}, numbers(data)))];
}

function node(tag, attributes, ...children) {
    const element = document.createElementNS(space, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
    return element;
}

const label = (x, y, anchor, words) => node('text', { x, y, 'text-anchor': anchor, class: 'chart-label' }, words);

function plot({ type, series = [], axis_config: axes = {} }) {
    const categories = axes.categories ?? [];
    const values = series.flatMap(one => (one.data ?? []).map(point => point.value));
    const most = Math.max(0, ...values), least = Math.min(0, ...values);
    const span = most - least || 1;
    const y = value => top + (most - value) / span * (height - top - bottom);
    const step = (width - left) / Math.max(1, categories.length);
    const x = place => left + step * (place + 0.5);
    const at = (one, category) => (one.data ?? []).find(point => point.label === category)?.value ?? 0;
    const every = Math.ceil(categories.length / 8);
    return [
        ...[most, least].map(value => label(left - 4, y(value) + 4, 'end', String(Number(value.toPrecision(4))))),
        node('line', { x1: left, x2: width, y1: y(0), y2: y(0), class: 'chart-axis' }),
        categories.map((category, place) => place % every === 0 && label(x(place), height - 14, 'middle', category)),
        axes.x_label && label(left + (width - left) / 2, height - 2, 'middle', axes.x_label),
        axes.y_label && label(left + 6, top + 6, 'start', axes.y_label),
        series.map((one, number) => type === 'bar'
            ? categories.map((category, place) => {
                const bar = step * 0.8 / series.length, value = at(one, category);
                return node('rect', {
                    x: left + step * (place + 0.1) + bar * number, width: bar, y: Math.min(y(value), y(0)), height: Math.abs(y(value) - y(0)),
                    class: `series-${number}`,
                });
            })
            : line(categories.map((category, place) => `${x(place)},${y(at(one, category))}`), number, type === 'area' && y(0), x, categories.length)),
    ];
}

function line(points, number, ground, x, count) {
    const way = `M${points.join('L')}`;
    return [
        ground !== false && node('path', { d: `${way}L${x(count - 1)},${ground}L${x(0)},${ground}Z`, class: `area series-${number}` }),
        node('path', { d: way, class: `line series-${number}` }),
    ];
}

function pie(segments) {
    const whole = segments.reduce((sum, one) => sum + (one.value > 0 ? one.value : 0), 0) || 1;
    const [x, y, r] = [width / 2, height / 2, height / 2 - 10];
    if (segments.length === 1) return [node('circle', { cx: x, cy: y, r, class: 'series-0' })];
    let turned = 0;
    const rim = part => `${x + r * Math.sin(part * 2 * Math.PI)},${y - r * Math.cos(part * 2 * Math.PI)}`;
    return segments.map((one, number) => {
        const from = turned;
        turned += one.value / whole;
        return node('path', { d: `M${x},${y}L${rim(from)}A${r},${r} 0 ${turned - from > 0.5 ? 1 : 0} 1 ${rim(turned)}Z`, class: `series-${number}` });
    });
}

function legend({ type, segments = [], series = [] }) {
    const names = type === 'pie' ? segments.map(one => `${one.label} (${one.value})`) : series.map(one => one.name);
    return h('div', { class: 'legend' }, names.map((name, number) => h('span', {}, h('span', { class: `swatch series-${number}` }), name)));
}

function numbers({ type, segments = [], series = [] }) {
    const rows = type === 'pie' ? segments.map(one => [one.label, one.value])
        : series.flatMap(one => (one.data ?? []).map(point => [`${one.name}, ${point.label}`, point.value]));
    return rows.map(([name, value]) => h('tr', {}, h('th', { scope: 'row' }, name), h('td', {}, String(value))));
}
