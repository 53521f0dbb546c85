import { WebSocket } from 'ws';

export interface EventSocket {
  /** Ends the socket for good. */
  close(): void;
}

export interface EventSocketOptions {
  url: string;
  /** Value of the Authorization header. */
  authorization: string;
  /** The socket is open. Messages are held until this has settled; a rejection drops the socket and tries again. */
  onOpen: () => Promise<void>;
  /** Called after onOpen, before the first message. */
  onReady: () => void;
  /** Only after onReady of the same socket. */
  onClose: (reason: string) => void;
  onMessage: (text: string) => void;
  onRetry: (reason: string, waitMs: number) => void;
  /** A ping goes out this often, and its answer must be there before the next. Asterisk itself never pings. */
  pingMs: number;
}

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 2000;
const HANDSHAKE_MS = 3000;

/** A WebSocket that is opened again for ever, after 100 ms to 2 s with jitter. */
export function openEventSocket(options: EventSocketOptions): EventSocket {
  let isClosed = false;
  let failures = 0;
  let retry: NodeJS.Timeout | undefined;
  let socket: WebSocket;

  const connect = (): void => {
    const current = new WebSocket(options.url, {
      headers: { authorization: options.authorization },
      handshakeTimeout: HANDSHAKE_MS,
      perMessageDeflate: false,
    });
    socket = current;
    let held: string[] | null = [];
    let isAnswered = true;
    let reason = 'closed';

    const pings = setInterval(() => {
      if (current.readyState !== WebSocket.OPEN) return;
      if (!isAnswered) {
        // If it was this process that stood still, the pong lies unread: let it be read first.
        setImmediate(() => {
          if (isAnswered) return;
          reason = `no pong within ${options.pingMs} ms`;
          current.terminate();
        });
        return;
      }
      isAnswered = false;
      current.ping();
    }, options.pingMs);

    const deliver = (): void => {
      options.onReady();
      failures = 0;
      const messages = held ?? [];
      held = null;
      for (const text of messages) options.onMessage(text);
    };

    current.on('open', () => {
      options.onOpen().then(
        () => current.readyState === WebSocket.OPEN && deliver(),
        (cause: unknown) => {
          reason = String(cause);
          current.terminate();
        },
      );
    });
    current.on('pong', () => {
      isAnswered = true;
    });
    current.on('message', (data) => {
      const text = String(data as Buffer);
      if (held === null) options.onMessage(text);
      else held.push(text);
    });
    // 'close' follows every 'error'.
    current.on('error', (cause) => {
      reason = cause.message;
    });
    current.on('close', (code) => {
      clearInterval(pings);
      const why = `${reason} (${code})`;
      if (held === null) options.onClose(why);
      if (isClosed) return;
      const ceilingMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
      const waitMs = Math.round(FIRST_WAIT_MS / 2 + Math.random() * (ceilingMs - FIRST_WAIT_MS / 2));
      failures = Math.min(failures + 1, 10);
      options.onRetry(why, waitMs);
      retry = setTimeout(connect, waitMs);
    });
  };

  connect();
  return {
    close() {
      isClosed = true;
      clearTimeout(retry);
      if (socket.readyState === WebSocket.OPEN) socket.close();
      else socket.terminate();
    },
  };
}
