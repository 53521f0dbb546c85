/**
 * The table of socket commands: what a browser may send, and who. A name that is not in the table is refused, and a
 * command cannot get into it without saying who may use it.
 */
import { randomUUID } from 'node:crypto';
import type { Server as HttpServer } from 'node:http';
import type { Ack, ErrorCode } from '@sansheng/shared/contracts/errors';
import type { ClientToServer, ServerToClient } from '@sansheng/shared/contracts/socket';
import { type BroadcastOperator, Server, type Socket } from 'socket.io';
import type { z } from 'zod';
import { toUserError } from '../http/error-reply.ts';
import { isOwnOrigin } from '../http/origin.ts';
import { parseInput } from '../http/routes.ts';
import { type Access, checkAccess, type FindSession, isSameSecret, type Session } from '../http/session.ts';
import { UserError } from '../http/user-error.ts';
import type { Logger } from '../log/log.ts';
import { type TokenBucket, takeToken } from './token-bucket.ts';

interface SocketData {
  session: Session;
  bucket: TokenBucket;
}
/** Commands come in through the table alone, so a socket has no typed listeners of its own. */
type NoEvents = Record<never, never>;
export type TypedSocket = Socket<NoEvents, ServerToClient, NoEvents, SocketData>;
export type ToBrowsers = BroadcastOperator<ServerToClient, SocketData>;

export interface Command<N extends keyof ClientToServer, S extends z.ZodType> {
  name: N;
  access: Access;
  body: S;
  /** Sent by the page and not by a person: does not prolong an idle session. */
  isAutomatic?: boolean;
  /** What it returns goes into the acknowledgement beside `ok: true`. */
  handle: (call: { body: z.output<S>; session: Session; socket: TypedSocket }) => Promise<object | void>;
}
type AnyCommand = Command<keyof ClientToServer, z.ZodType>;
export type SessionEnd = Parameters<ServerToClient['session.ended']>[0]['code'];

export interface CommandTable {
  add<N extends keyof ClientToServer, S extends z.ZodType>(command: Command<N, S>): void;
  all(): readonly AnyCommand[];
  onConnect(fn: (socket: TypedSocket, session: Session) => void | Promise<void>): void;
  onDisconnect(fn: (socket: TypedSocket, session: Session) => void | Promise<void>): void;
  /** Whether a person has a socket on this server. */
  isHere(agentId: string): boolean;
  /** All sockets of one person, whatever browser they are in. */
  toAgent(agentId: string): ToBrowsers;
  /** The sockets that joined a room (`socket.join(room)`). */
  toRoom(room: string): ToBrowsers;
  /** A person's sockets, except those of one session. */
  toOtherSessions(agentId: string, tokenHash: string): ToBrowsers;
  /** Sockets of this server, for sweeps. */
  connectedSockets(): TypedSocket[];
  /** Tells the sockets of a session that it has ended, and closes them. */
  endSession(tokenHash: string, code: SessionEnd): void;
  /** Closes all sockets in the way that makes browsers reconnect. */
  close(): Promise<void>;
}

/** Path of Socket.IO. */
export const SOCKET_PATH = '/socket.io/';
/** A busy console sends a few commands a second; the burst covers a reload with several tabs. */
const BURST = 60;
const PER_SECOND = 20;
const PAYLOAD_LIMIT_BYTES = 64 * 1024;

export function createCommands(
  httpServer: HttpServer,
  parts: { findSession: FindSession; trustProxy: number; log: Logger },
): CommandTable {
  const { findSession, log } = parts;
  const commands = new Map<string, AnyCommand>();
  const connectListeners: ((socket: TypedSocket, session: Session) => void | Promise<void>)[] = [];
  const disconnectListeners: typeof connectListeners = [];

  const io = new Server<NoEvents, ServerToClient, NoEvents, SocketData>(httpServer, {
    path: SOCKET_PATH,
    serveClient: false,
    maxHttpBufferSize: PAYLOAD_LIMIT_BYTES,
    pingInterval: 10_000,
    pingTimeout: 5000,
    // /sip is upgraded on this server too, and may wait for Asterisk.
    destroyUpgradeTimeout: 10_000,
    allowRequest: (request, decide) => decide(null, isOwnOrigin(request, parts.trustProxy)),
  });

  io.use(async (socket, next) => {
    try {
      const session = await findSession(socket.handshake.headers.cookie, false);
      if (session === null) throw new UserError('notSignedIn');
      if (!isSameSecret(socket.handshake.auth.csrfToken, session.csrfToken)) throw new UserError('csrf');
      socket.data.session = session;
      socket.data.bucket = { tokens: BURST, filledAtMs: Date.now() };
      next();
    } catch (error) {
      next(new Error(codeOf(error, log, 'connect')));
    }
  });

  io.on('connection', (socket) => {
    const { session, bucket } = socket.data;
    void socket.join([roomOfAgent(session.employeeNo), roomOfSession(session.tokenHash)]);
    socket.onAny((name: string, ...args: unknown[]) => {
      const last = args.at(-1);
      const ack = typeof last === 'function' ? (last as (reply: Ack) => void) : () => {};
      if (!takeToken(bucket, BURST, PER_SECOND, Date.now())) return ack({ ok: false, code: 'tooManyAttempts' });
      void run(socket, name, typeof args[0] === 'function' ? {} : args[0]).then(ack);
    });
    socket.once('disconnect', () => {
      for (const listener of disconnectListeners) void guard('disconnect', () => listener(socket, session));
    });
    for (const listener of connectListeners) void guard('connect', () => listener(socket, session));
  });

  async function run(socket: TypedSocket, name: string, body: unknown): Promise<Ack> {
    try {
      const command = commands.get(name);
      if (command === undefined) throw new UserError('notAllowed');
      // Read again for each command: a role taken away or a session ended on another server takes effect at once.
      const session = await findSession(socket.handshake.headers.cookie, command.isAutomatic !== true);
      if (session === null) {
        endSession(socket.data.session.tokenHash, 'expired');
        throw new UserError('notSignedIn');
      }
      checkAccess(command.access, session);
      socket.data.session = session;
      const result = await command.handle({ body: parseInput(command.body, body ?? {}, 'body'), session, socket });
      return { ...result, ok: true };
    } catch (error) {
      return {
        ok: false,
        code: codeOf(error, log, name),
        ...(error instanceof UserError && error.field !== undefined && { field: error.field }),
      };
    }
  }

  async function guard(what: string, fn: () => void | Promise<void>): Promise<void> {
    try {
      await fn();
    } catch (error) {
      codeOf(error, log, what);
    }
  }

  function endSession(tokenHash: string, code: SessionEnd): void {
    const room = roomOfSession(tokenHash);
    io.to(room).emit('session.ended', { code });
    io.in(room).disconnectSockets(true);
  }

  return {
    add: (command) => {
      if (command.access === undefined) throw new Error(`${command.name} does not say who may use it`);
      if (commands.has(command.name)) throw new Error(`${command.name} is registered twice`);
      commands.set(command.name, command);
    },
    all: () => [...commands.values()],
    onConnect: (fn) => void connectListeners.push(fn),
    onDisconnect: (fn) => void disconnectListeners.push(fn),
    isHere: (agentId) => io.sockets.adapter.rooms.has(roomOfAgent(agentId)),
    toAgent: (agentId) => io.to(roomOfAgent(agentId)),
    toRoom: (room) => io.to(room),
    toOtherSessions: (agentId, tokenHash) => io.to(roomOfAgent(agentId)).except(roomOfSession(tokenHash)),
    connectedSockets: () => [...io.sockets.sockets.values()],
    endSession,
    close: async () => {
      // Not io.disconnectSockets(): a browser takes that as final, while a lost transport makes it come back.
      io.engine.close();
    },
  };
}

const roomOfAgent = (agentId: string) => `agent:${agentId}`;
const roomOfSession = (tokenHash: string) => `session:${tokenHash}`;

/** The code to send for an error; a bug is logged with an incident id. */
function codeOf(error: unknown, log: Logger, command: string): ErrorCode {
  const refusal = toUserError(error);
  if (refusal === null)
    log.error({ command, incident: randomUUID(), err: error }, 'a socket command failed because of a bug');
  else if (refusal.code === 'unavailable')
    log.warn({ command, err: error }, 'a socket command failed because of an outage');
  else log.debug({ command, code: refusal.code }, 'refused');
  return refusal?.code ?? 'internal';
}
