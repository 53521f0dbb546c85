import { type Conflict, type ErrorCode, errors, type SettingUser } from '@sansheng/shared/contracts/errors';

export interface UserErrorOptions {
  /** Path of the bad input, e.g. `roles.0`. */
  field?: string;
  /** For engineers who read the reply; the UI translates the code and never shows this. */
  detail?: string;
  /** With `changedMeanwhile`. */
  conflict?: Conflict;
  /** With `stillUsed`. */
  users?: SettingUser[];
  /** Seconds after which it may be tried again. */
  retryAfterSeconds?: number;
  /** Replaces the status of the code's table. */
  status?: number;
}

/** An expected refusal: becomes a 4xx reply or a refused acknowledgement, and is no fault of the center. */
export class UserError extends Error {
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly detail: string | undefined;
  readonly conflict: Conflict | undefined;
  readonly users: SettingUser[] | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly status: number;

  constructor(code: ErrorCode, options: UserErrorOptions = {}) {
    super(options.detail === undefined ? code : `${code}: ${options.detail}`);
    this.name = 'UserError';
    this.code = code;
    this.field = options.field;
    this.detail = options.detail;
    this.conflict = options.conflict;
    this.users = options.users;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.status = options.status ?? errors[code];
  }
}

const outageCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'PROTOCOL_CONNECTION_LOST',
  'POOL_CLOSED',
  // Lock wait timeout, or a deadlock: the one that was rolled back may be tried again.
  'ER_LOCK_DEADLOCK',
  'ER_LOCK_WAIT_TIMEOUT',
  'ER_CHECKREAD',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * What the database answers for a text that a column cannot hold or be compared with (columns of ids are ASCII): 1267,
 * 1270, 1271, 1366.
 */
const otherLetters = new Set([
  'ER_CANT_AGGREGATE_2COLLATIONS',
  'ER_CANT_AGGREGATE_3COLLATIONS',
  'ER_CANT_AGGREGATE_NCOLLATIONS',
  'ER_TRUNCATED_WRONG_VALUE_FOR_FIELD',
]);

/**
 * True when a contract let through characters that no id has: a bad request for the client, a schema to be fixed for
 * engineers.
 */
export function isOfOtherLetters(error: unknown): boolean {
  const { code, driverError } = (error ?? {}) as { code?: unknown; driverError?: { code?: unknown } };
  return otherLetters.has(String(code)) || otherLetters.has(String(driverError?.code));
}

/** True when two requests added the same thing at once, and the database accepted the first. */
export function isTaken(error: unknown): boolean {
  const { code, driverError } = (error ?? {}) as { code?: unknown; driverError?: { code?: unknown } };
  return code === 'ER_DUP_ENTRY' || driverError?.code === 'ER_DUP_ENTRY';
}

/**
 * True for what Redis, MariaDB or Asterisk throw while they are away: the client may try again, and it is not a bug.
 */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, driverError } = error as { code?: unknown; driverError?: { code?: unknown } };
  return (
    outageCodes.has(String(code)) ||
    outageCodes.has(String(driverError?.code)) ||
    error.name === 'MaxRetriesPerRequestError' ||
    error.message === 'Connection is closed.' ||
    error.message.startsWith("Stream isn't writeable")
  );
}
