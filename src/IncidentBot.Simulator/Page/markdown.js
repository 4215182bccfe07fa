import { h } from './dom.js';
import { link, plainText } from './mrkdwn.js';

/** A markdown block: standard Markdown as Slack shows it. Text only ever goes in as text. */
export function markdown(text) {
    const nodes = [];
    const lines = text.split('\n');
    for (let at = 0; at < lines.length;) {
        const line = lines[at];
        if (/^\s*```/.test(line)) {
            let end = at + 1;
            while (end < lines.length && !/^\s*```/.test(lines[end])) end++;
            nodes.push(h('pre', {}, lines.slice(at + 1, end).join('\n')));
            at = end + 1;
            continue;
        }
        const heading = /^(#{1,6}) +(.*)/.exec(line);
        const same = test => {
            const from = at;
            while (at < lines.length && test.test(lines[at])) at++;
            return lines.slice(from, at).map(one => one.replace(test, ''));
        };
        if (heading) {
            nodes.push(h(`h${Math.min(6, heading[1].length + 2)}`, {}, inline(heading[2])));
            at++;
        } else if (bullet.test(line)) nodes.push(h('ul', {}, same(bullet).map(item => h('li', {}, inline(item)))));
        else if (number.test(line)) nodes.push(h('ol', {}, same(number).map(item => h('li', {}, inline(item)))));
        else if (quote.test(line)) nodes.push(h('blockquote', {}, same(quote).flatMap(one => [inline(one), h('br', {})])));
        else if (/^\s*(---+|\*\*\*+)\s*$/.test(line)) {
            nodes.push(h('hr', {}));
            at++;
        } else {
            nodes.push(h('div', {}, line.trim() ? inline(line) : h('br', {})));
            at++;
        }
    }
    return h('div', { class: 'text markdown' }, nodes);
}

const bullet = /^\s*[-*+] +/;
const number = /^\s*\d+[.)] +/;
const quote = /^\s*> ?/;
const token = /`([^`]+)`|\*\*([^*]+)\*\*|__([^_]+)__|\*([^*]+)\*|_([^_]+)_|~~([^~]+)~~|\[([^\]]+)\]\(([^)\s]+)\)/g;

function inline(text) {
    const nodes = [];
    let from = 0;
    for (const match of text.matchAll(token)) {
        nodes.push(plainText({ text: text.slice(from, match.index) }));
        const [whole, code, bold, bold2, italic, italic2, strike, words, address] = match;
        if (code !== undefined) nodes.push(h('code', {}, code));
        else if (bold ?? bold2) nodes.push(h('strong', {}, inline(bold ?? bold2)));
        else if (italic ?? italic2) nodes.push(h('em', {}, inline(italic ?? italic2)));
        else if (strike) nodes.push(h('s', {}, inline(strike)));
        else nodes.push(link(address, [words]));
        from = match.index + whole.length;
    }
    nodes.push(plainText({ text: text.slice(from) }));
    return nodes;
}
