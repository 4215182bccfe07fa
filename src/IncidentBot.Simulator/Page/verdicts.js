import { maySee, messagesOf, store } from './store.js';

const mostIncidents = 3;

/**
 * What the bot says of a change in the newest incidents that the chosen person sees: [{channel, ts, text}]. It is read off the bot's own
 * messages, as a person would read it; the page knows nothing of the bot beside them.
 */
export function verdictsOf({ name, at, again, services }) {
    return incidents().flatMap(channel => {
        const messages = messagesOf(channel.id).filter(message => message.bot_id && !message.ephemeral_to && !message.thread_ts);
        const told = messages.findLast(message => tellsOf(message, name, at));
        const ranking = messages.findLast(message => message.blocks?.some(block => /^Which change did this\?/.test(block.text?.text ?? '')));
        return [ranking && placeIn(ranking, name, again, services), told && { ts: told.ts, text: 'told in the channel' }]
            .filter(Boolean).map(verdict => ({ channel, ...verdict }));
    });
}

/** Whether there is an incident that a change could be about. */
export const hasIncidents = () => incidents().length > 0;

function incidents() {
    const number = channel => Number(/^inc-(\d+)/.exec(channel.name)?.[1] ?? 0);
    return [...store.channels.values()].filter(channel => number(channel) > 0 && !channel.is_archived && maySee(channel))
        .sort((a, b) => number(b) - number(a)).slice(0, mostIncidents);
}

// A line of its own has the change's time, so that two deploys of one version are told apart.
function tellsOf(message, name, at) {
    const text = message.blocks?.length === 1 ? message.blocks[0].text?.text ?? '' : '';
    const [, seconds] = /<!date\^(\d+)\^/.exec(text) ?? [];
    return text.includes(`\`${name}\``) && Math.abs(Number(seconds) - at.getTime() / 1000) <= 2;
}

function placeIn(ranking, name, again, services) {
    let place = 0;
    for (const block of ranking.blocks) {
        const texts = [block.text?.text, ...(block.elements ?? []).map(element => element.text)].filter(text => typeof text === 'string');
        for (const text of texts) {
            const [, score] = /^\*(?:#\d+ · )?(\d+) of 100\*/.exec(text) ?? [];
            if (score) place++;
            const found = text.split('\n')[0].split(';').find(part => isAbout(part, name, again, services));
            if (found) return { ts: ranking.ts, text: score ? `${score} of 100, ${ordinal(place)} in the ranking${decided(text)}` : inWords(text, found, name) };
        }
    }
    return null;
}

function isAbout(part, name, again, services) {
    const words = part.replace(/^\*[^*]+\*/, '').replaceAll('`', '').trim().split(/[\s,]+/);
    return words.includes(name) && (services.length === 0 || services.includes(words[0])) && part.includes('earlier version') === again;
}

function inWords(text, part, name) {
    const fate = part.replace(/^\*[^*]+\*/, '').split(',').slice(1).join(',').trim();
    const [, since] = /^\*After the ([a-z ]+?)(?: \(|:|\*)/.exec(text) ?? [];
    if (/^\*Not live/.test(text)) return 'listed as not live';
    if (/^\*Ruled out/.test(text)) return `ruled out: ${part.slice(part.indexOf(name) + name.length).replace(/^ to [^,:]+[,:] /, '').trim()}`;
    return `listed: ${since ? fate.replace(/\bafter\b/, `after the ${since}`) : fate}`;
}

// What people said of it is a line of its own.
const decided = text => {
    const [, decision] = /\n\*?(Likely cause|Rolled back)\*?(?: \(|, says )/.exec(text) ?? [];
    return decision ? `, ${decision.toLowerCase()}` : '';
};

const ordinal = place => ['first', 'second', 'third'][place - 1] ?? `number ${place}`;
