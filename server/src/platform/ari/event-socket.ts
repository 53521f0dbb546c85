import { backOffMs } from '@sansheng/shared/domain/back-off';
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

const RETRY = { firstMs: 100, mostMs: 2000 };
const HANDSHAKE_MS = 3000;

/** A WebSocket that is opened again whenever it closes. */
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
        // If this process was blocked, the pong is still unread: let it be read first.
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
      const waitMs = backOffMs(failures, RETRY);
      failures += 1;
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
