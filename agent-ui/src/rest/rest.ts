import { type Conflict, ErrorBody, type ErrorCode, type SettingUser } from '@sansheng/shared/contracts/errors';
import { z } from 'zod';

/** A refusal of the server, or `unavailable` when it could not be reached. */
export class Refused extends Error {
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly incident: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly conflict: Conflict | undefined;
  readonly users: readonly SettingUser[];

  constructor(
    code: ErrorCode,
    field?: string,
    more: Pick<ErrorBody['error'], 'incident' | 'retryAfterSeconds' | 'conflict' | 'users'> = {},
  ) {
    super(code);
    this.name = 'Refused';
    this.code = code;
    this.field = field;
    this.incident = more.incident;
    this.retryAfterSeconds = more.retryAfterSeconds;
    this.conflict = more.conflict;
    this.users = more.users ?? [];
  }
}

let csrfToken = '';
export function setCsrfToken(token: string): void {
  csrfToken = token;
}

/**
 * Keys of requests whose answer never came: pressing again means the same request, which the server may already have
 * carried out.
 */
const unanswered = new Map<string, string>();
const MOST_UNANSWERED = 100;
// Not randomUUID, which pages without TLS do not have.
const newKey = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-');
function keyOf(asked: string): string {
  const key = unanswered.get(asked) ?? newKey();
  unanswered.set(asked, key);
  const [oldest] = unanswered.keys();
  if (unanswered.size > MOST_UNANSWERED && oldest !== undefined) unanswered.delete(oldest);
  return key;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Calls `/api/v1<path>` with JSON or a file; the answer is parsed by `schema`. `meantFor`: the revision that the change
 * refers to. Throws Refused.
 */
export async function request<T>(
  schema: z.ZodType<T>,
  method: Method,
  path: string,
  body?: unknown,
  meantFor?: string,
): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' };
  const isFile = body instanceof Blob;
  if (body !== undefined) headers['content-type'] = isFile ? 'application/octet-stream' : 'application/json';
  if (method !== 'GET' && csrfToken !== '') headers['x-csrf-token'] = csrfToken;
  const asked = `${method} ${path} ${isFile ? '' : JSON.stringify(body)}`;
  if (method === 'POST') headers['idempotency-key'] = isFile ? newKey() : keyOf(asked);
  if (meantFor !== undefined) headers['if-match'] = `"${meantFor}"`;
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method,
      headers,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body: isFile ? body : JSON.stringify(body) }),
    });
  } catch {
    throw new Refused('unavailable');
  }
  const answer: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined);
  // Answered, one way or the other: the next one is a new request.
  if (response.status < 500) unanswered.delete(asked);
  if (response.ok) return schema.parse(answer);
  const refusal = ErrorBody.safeParse(answer);
  if (refusal.success) {
    const { code, field, ...more } = refusal.data.error;
    throw new Refused(code, field, more);
  }
  throw new Refused(codeOfStatus(response.status));
}

function codeOfStatus(status: number): ErrorCode {
  if (status === 401) return 'notSignedIn';
  if (status === 403) return 'notAllowed';
  if (status === 404) return 'notFound';
  if (status === 413) return 'tooLarge';
  if (status === 429) return 'tooManyAttempts';
  return status >= 500 ? 'unavailable' : 'badRequest';
}

export const nothing = z.unknown().transform(() => undefined);

/** `?a=1&b=2` of what is set, or ''. */
export function queryString(values: Record<string, string | number | null | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
  }
  return query.size === 0 ? '' : `?${query}`;
}
