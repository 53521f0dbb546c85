import type { ErrorCode } from '@sansheng/shared/contracts/errors';
import type { ClientToServer, ServerToClient } from '@sansheng/shared/contracts/socket';
import { io, type Socket } from 'socket.io-client';

export type SocketClient = Socket<ServerToClient, ClientToServer>;
type Command = keyof ClientToServer;
type Body<C extends Command> = Parameters<ClientToServer[C]>[0];
type Reply<C extends Command> = Parameters<Parameters<ClientToServer[C]>[1]>[0];

const ACK_TIMEOUT_MS = 5000;

export function openSocket(csrfToken: string): SocketClient {
  return io({
    path: '/socket.io',
    auth: { csrfToken },
    transports: ['websocket', 'polling'],
    reconnectionDelay: 300,
    reconnectionDelayMax: 4000,
    randomizationFactor: 0.5,
    autoConnect: false,
  });
}

/** Sends a command and waits for its acknowledgement; silence of 5 s or no connection is `unavailable`. */
export async function sendCommand<C extends Command>(
  socket: SocketClient,
  command: C,
  body: Body<C>,
): Promise<Reply<C> | { ok: false; code: ErrorCode }> {
  if (!socket.connected) return { ok: false, code: 'unavailable' };
  try {
    // Socket.IO's types cannot follow a generic event name; body and reply are bound to it above.
    const untyped = socket.timeout(ACK_TIMEOUT_MS) as unknown as {
      emitWithAck(command: string, body: unknown): Promise<Reply<C>>;
    };
    return await untyped.emitWithAck(command, body);
  } catch {
    return { ok: false, code: 'unavailable' };
  }
}
