import { setTimeout as wait } from 'node:timers/promises';
import { Pool } from 'undici';
import type { CommandOptions } from './ari.generated.ts';

/** The outcome of a command that is neither done, gone nor in conflict. status 0: no reply came. */
export class AriCommandFailed extends Error {
  readonly command: string;
  readonly status: number;
  readonly body: string;

  constructor(command: string, status: number, body: string, options?: ErrorOptions) {
    super(`ARI ${command}: ${status === 0 ? 'no reply' : status} ${body}`.trim(), options);
    this.name = 'AriCommandFailed';
    this.command = command;
    this.status = status;
    this.body = body;
  }

  /** Asterisk was reached but did not reply in time. */
  get isLate(): boolean {
    return this.status === 0 && this.body.startsWith(LATE);
  }
}

const LATE = 'no reply within';

export interface OperationShape {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: string;
  readonly reply?: 'json' | 'binary';
}

export type CommandParams = Record<string, unknown>;

export interface Commands {
  run(shape: OperationShape, params: CommandParams, options?: CommandOptions): Promise<unknown>;
  close(): Promise<void>;
}

const DEFAULT_TIMEOUT_MS = 5000;
const ATTEMPTS = 3;
const RETRY_WAIT_MS = 50;

/** Creates whose id we choose: if a repeated one meets a conflict, the first one did it. Path: where its result is. */
const createdBy: Record<string, { id: string; path: string }> = {
  '/channels': { id: 'channelId', path: '/channels/' },
  '/channels/create': { id: 'channelId', path: '/channels/' },
  '/channels/{channelId}': { id: 'channelId', path: '/channels/' },
  '/channels/externalMedia': { id: 'channelId', path: '/channels/' },
  '/bridges': { id: 'bridgeId', path: '/bridges/' },
  '/bridges/{bridgeId}': { id: 'bridgeId', path: '/bridges/' },
};

function ownIdPath({ method, path }: OperationShape, params: CommandParams): string | null {
  const create = method === 'POST' ? createdBy[path] : undefined;
  const id = create && params[create.id];
  return create !== undefined && typeof id === 'string' ? `${create.path}${encodeURIComponent(id)}` : null;
}

/** Path, query and body of a command. A list becomes one comma-separated value; undefined is left out. */
export function buildRequest(shape: OperationShape, params: CommandParams): { path: string; body: string | null } {
  const query = new URLSearchParams();
  let path = shape.path;
  let body: string | null = null;
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined) continue;
    if (name === shape.body) {
      body = JSON.stringify(bodyOf(name, value));
      continue;
    }
    const text = Array.isArray(value) ? value.join(',') : String(value as string | number | boolean);
    if (path.includes(`{${name}}`)) path = path.replace(`{${name}}`, () => encodeURIComponent(text));
    else query.set(name, text);
  }
  if (path.includes('{')) throw new TypeError(`${shape.method} ${path}: a part of the path is missing`);
  return { path: query.size === 0 ? path : `${path}?${query.toString()}`, body };
}

function bodyOf(name: string, value: unknown): unknown {
  if (name === 'variables') return { variables: value };
  if (name !== 'fields') return value;
  return {
    fields: Object.entries(value as Record<string, string>).map(([attribute, text]) => ({ attribute, value: text })),
  };
}

/**
 * 'gone' and 'conflict' as the caller means them. The bridge commands name a channel in the query and so answer 400 for
 * one that hung up and 422 for one that is just leaving, where the channel commands answer 404 and 409; an originate
 * answers 400 when its originator has hung up. A subscription to something that ended also answers 422. Dialling an
 * unknown or unregistered endpoint answers 500, and so does answering a channel that is just leaving.
 */
function readOutcome(status: number, text: string): 'gone' | 'conflict' | null {
  const isGone =
    status === 404 ||
    (status === 400 && /Channel not found|originator channel was not found/.test(text)) ||
    (status === 422 && text.includes('does not exist')) ||
    (status === 500 && /Allocation failed|Failed to answer channel/.test(text));
  if (isGone) return 'gone';
  return status === 409 || status === 422 ? 'conflict' : null;
}

/** Commands over a pool of kept connections. prefix: path before the operation's, e.g. /ari. */
export function createCommands(origin: string, prefix: string, authorization: string, connections: number): Commands {
  // Asterisk must keep idle connections for longer than this (session_keep_alive in http.conf).
  const pool = new Pool(origin, { connections, keepAliveTimeout: 30_000, keepAliveMaxTimeout: 30_000, pipelining: 1 });

  async function send(method: OperationShape['method'], path: string, body: string | null, timeoutMs: number) {
    // Not AbortSignal.timeout: it fires and creates its error long after the command is done.
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(new Error(`${LATE} ${timeoutMs} ms`)), timeoutMs);
    try {
      const response = await pool.request({
        method,
        path: `${prefix}${path}`,
        headers: body === null ? { authorization } : { authorization, 'content-type': 'application/json' },
        body,
        signal: abort.signal,
      });
      return { status: response.statusCode, bytes: new Uint8Array(await response.body.arrayBuffer()) };
    } finally {
      clearTimeout(timer);
    }
  }

  async function run(shape: OperationShape, params: CommandParams, options?: CommandOptions): Promise<unknown> {
    const { path, body } = buildRequest(shape, params);
    const command = `${shape.method} ${path.split('?')[0]}`;
    const deadlineAtMs = performance.now() + (options?.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    const createdPath = ownIdPath(shape, params);
    const isRepeatable = shape.method === 'GET' || shape.method === 'DELETE' || createdPath !== null;

    for (let attempt = 1; ; attempt += 1) {
      const leftMs = Math.max(1, Math.ceil(deadlineAtMs - performance.now()));
      try {
        let reply = await send(shape.method, path, body, leftMs);
        if (attempt > 1 && createdPath !== null && reply.status === 409) {
          reply = await send('GET', createdPath, null, leftMs);
        }
        const { status, bytes } = reply;
        // The first DELETE did it; only its reply was lost.
        if (status === 404 && attempt > 1 && shape.method === 'DELETE') return 'done';
        if (status >= 200 && status < 300) {
          if (shape.reply === 'binary') return bytes;
          return shape.reply === 'json' ? JSON.parse(new TextDecoder().decode(bytes)) : 'done';
        }
        const text = new TextDecoder().decode(bytes);
        const outcome = readOutcome(status, text);
        if (outcome !== null) return outcome;
        throw new AriCommandFailed(command, status, text);
      } catch (cause) {
        if (cause instanceof AriCommandFailed) throw cause;
        const isLate = performance.now() + RETRY_WAIT_MS >= deadlineAtMs;
        if (!isRepeatable || isLate || attempt === ATTEMPTS) {
          throw new AriCommandFailed(command, 0, cause instanceof Error ? cause.message : '', { cause });
        }
        await wait(RETRY_WAIT_MS);
      }
    }
  }

  return { run, close: () => pool.destroy() };
}
