/** Follows the simulator's changes. After a lost connection it starts again, and `onOpen` is told so that nothing is missed. */
export function follow({ onOpen, onEvent, onLost }) {
    let wait = 500;
    connect();

    function connect() {
        const source = new EventSource('/sim/stream');
        source.onopen = () => {
            wait = 500;
            onOpen();
        };
        source.onmessage = message => onEvent(JSON.parse(message.data));
        source.onerror = () => {
            source.close();
            onLost();
            setTimeout(connect, wait);
            wait = Math.min(wait * 2, 10_000);
        };
    }
}
