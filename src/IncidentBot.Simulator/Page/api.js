/** The simulator's control API. Every refusal becomes an Error whose message a person can read. */

async function answer(response) {
    const body = await response.text();
    let json = null;
    try {
        json = body ? JSON.parse(body) : {};
    } catch {
        throw new Error(`The simulator answered ${response.status} with something that is not JSON.`);
    }
    if (!response.ok) throw new Error(sentence(json?.error ?? `status ${response.status}`));
    return json;
}

function accepted(json) {
    if (json.ok === false) throw new Error(sentence(json.error ?? 'unknown_error'));
    return json;
}

const known = {
    is_archived: 'This channel is archived: nobody can post here any more.',
    channel_not_found: 'This channel does not exist, or you are not in it.',
    not_in_channel: 'You are not in this channel.',
    message_not_found: 'This message no longer exists.',
    already_reacted: 'You already reacted with this.',
    no_reaction: 'This reaction has already been removed.',
    already_pinned: 'This message is already pinned.',
    not_pinned: 'This message is not pinned.',
    msg_too_long: 'This message is too long.',
    app_unreachable: 'The app cannot be reached. Is the bot running?',
    operation_timeout: 'The app did not answer within 3 seconds.',
    unknown_command: 'No app here has this command. Try /incident help.',
    dispatch_failed: 'The app answered with an error.',
    view_not_found: 'This form is no longer open.',
};

/** What an error of the workspace means, in words. */
export function sentence(error) {
    return known[error] ?? `The workspace refused: ${error}`;
}

async function reach(path, request) {
    try {
        return await fetch(`/sim/${path}`, request);
    } catch {
        throw new Error('The simulator cannot be reached. Is it still running?');
    }
}

export async function get(path) {
    return accepted(await answer(await reach(path)));
}

export async function post(path, body) {
    return accepted(await ask(path, body));
}

/** The same where a refusal is part of the answer ({ok: false, ...}) and not an Error. */
export async function ask(path, body) {
    return answer(await reach(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }));
}
