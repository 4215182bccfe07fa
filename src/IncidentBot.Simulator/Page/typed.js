import { store } from './store.js';
import { decode } from './mrkdwn.js';

/** The text of a message as a person would have typed it, to edit it again. The simulator turns typed text into Slack's form. */
export function toTyped(text) {
    return decode(text
        .replace(/<@(\w+)(?:\|[^>]*)?>/g, (whole, id) => store.users.has(id) ? `@${store.users.get(id).name}` : whole)
        .replace(/<#(\w+)(?:\|[^>]*)?>/g, (whole, id) => store.channels.has(id) ? `#${store.channels.get(id).name}` : whole)
        .replace(/<!(here|channel|everyone)>/g, '@$1')
        .replace(/<(?:mailto:)?([^@#!|>][^|>]*)(?:\|[^>]*)?>/g, '$1'));
}
