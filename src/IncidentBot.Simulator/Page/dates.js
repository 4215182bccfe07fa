/** Dates and times as the person who looks would see them: in the time zone of their profile. */

const formats = new Map();
let ahead = 0;

/** Takes over the workspace's clock, which may be another than this machine's. */
export function setClock(iso) {
    const now = Date.parse(iso);
    if (!Number.isNaN(now)) ahead = now - Date.now();
}

const now = () => Date.now() + ahead;

function format(tz, options) {
    const key = tz + JSON.stringify(options);
    if (!formats.has(key)) formats.set(key, build(tz, options));
    return formats.get(key);
}

function build(tz, options) {
    try {
        return new Intl.DateTimeFormat('en-US', { ...options, timeZone: tz });
    } catch {
        return new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' });
    }
}

function parts(date, tz) {
    const all = format(tz, {
        year: 'numeric', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
    }).formatToParts(date);
    return Object.fromEntries(all.map(part => [part.type, Number(part.value)]));
}

const two = number => String(number).padStart(2, '0');

/** A Slack timestamp ("1700000000.000100") as a Date. */
export function dateOf(ts) {
    return new Date(Number(ts) * 1000);
}

export function clock(date, tz, seconds = false) {
    const p = parts(date, tz);
    return `${two(p.hour)}:${two(p.minute)}${seconds ? `:${two(p.second)}` : ''}`;
}

export function dayKey(date, tz) {
    const p = parts(date, tz);
    return `${p.year}-${two(p.month)}-${two(p.day)}`;
}

/** "Today", "Yesterday", or "Monday, October 6th". */
export function dayName(date, tz) {
    return capital(relativeDay(date, tz) ?? long(date, tz));
}

export function fullTime(date, tz) {
    return `${long(date, tz)} at ${clock(date, tz, true)} (${zoneName(tz)})`;
}

/** "Berlin" for "Europe/Berlin". */
export function zoneName(tz) {
    return (tz || 'UTC').split('/').at(-1).replaceAll('_', ' ');
}

function relativeDay(date, tz) {
    const days = [['today', 0], ['yesterday', -1], ['tomorrow', 1]];
    const key = dayKey(date, tz);
    return days.find(([, offset]) => dayKey(new Date(now() + offset * 86_400_000), tz) === key)?.[0] ?? null;
}

function capital(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
}

function ordinal(day) {
    if (day % 100 >= 11 && day % 100 <= 13) return `${day}th`;
    return `${day}${['th', 'st', 'nd', 'rd'][day % 10] ?? 'th'}`;
}

function medium(date, tz) {
    const p = parts(date, tz);
    return `${format(tz, { month: 'long' }).format(date)} ${ordinal(p.day)}, ${p.year}`;
}

function long(date, tz) {
    return `${format(tz, { weekday: 'long' }).format(date)}, ${medium(date, tz)}`;
}

function short(date, tz) {
    return format(tz, { month: 'short', day: 'numeric', year: 'numeric' }).format(date);
}

function ago(date) {
    const seconds = Math.round((date.getTime() - now()) / 1000);
    const steps = [['day', 86_400], ['hour', 3600], ['minute', 60]];
    const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
    return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}

const tokens = {
    date_num: dayKey,
    date: medium,
    date_short: short,
    date_long: long,
    date_pretty: (date, tz) => relativeDay(date, tz) ?? medium(date, tz),
    date_short_pretty: (date, tz) => relativeDay(date, tz) ?? short(date, tz),
    date_long_pretty: (date, tz) => relativeDay(date, tz) ?? long(date, tz),
    day_divider_pretty: (date, tz) => relativeDay(date, tz) ?? long(date, tz),
    time: (date, tz) => clock(date, tz),
    time_secs: (date, tz) => clock(date, tz, true),
    ago,
};

/** Fills the tokens of Slack's date format (https://docs.slack.dev/messaging/formatting-message-text#date-formatting). */
export function slackDate(seconds, pattern, tz) {
    const date = new Date(Number(seconds) * 1000);
    if (Number.isNaN(date.getTime())) return null;
    const text = pattern.replace(/\{(\w+)\}/g, (whole, name) => tokens[name]?.(date, tz) ?? whole);
    return pattern.startsWith('{') ? capital(text) : text;
}

/** Seconds since 1970 of a wall-clock time ("2026-01-31T09:30") in a zone. */
export function toEpoch(wall, tz) {
    const asUtc = Date.parse(`${wall}Z`);
    const guess = asUtc - offset(asUtc, tz);
    return Math.round((asUtc - offset(guess, tz)) / 1000);
}

/** The wall-clock time ("2026-01-31T09:30") of seconds since 1970 in a zone. */
export function toWall(seconds, tz) {
    const date = new Date(seconds * 1000);
    return `${dayKey(date, tz)}T${clock(date, tz)}`;
}

function offset(time, tz) {
    const p = parts(new Date(time), tz);
    return Date.UTC(p.year, p.month - 1, p.day, p.hour, p.minute, p.second) - Math.floor(time / 1000) * 1000;
}
