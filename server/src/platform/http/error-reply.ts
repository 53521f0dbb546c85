import { randomUUID } from 'node:crypto';
import type { ErrorBody } from '@sansheng/shared/contracts/errors';
import type { ErrorRequestHandler } from 'express';
import type { Logger } from '../log/log.ts';
import { isOfOtherLetters, isOutage, isTaken, UserError } from './user-error.ts';

/** What body-parser and the router throw for a request they cannot read. */
const unreadable: Readonly<Record<number, () => UserError>> = {
  400: () => new UserError('badRequest', { field: 'body', detail: 'not readable' }),
  413: () => new UserError('tooLarge', { field: 'body' }),
  415: () => new UserError('badRequest', { field: 'body', status: 415, detail: 'unsupported encoding' }),
};

/** A UserError for what is expected, null for a bug. */
export function toUserError(error: unknown): UserError | null {
  if (error instanceof UserError) return error;
  if (isOfOtherLetters(error)) return new UserError('badRequest', { detail: 'characters that no id has' });
  if (isTaken(error)) return new UserError('conflict');
  if (isOutage(error)) return new UserError('unavailable');
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' ? (unreadable[status]?.() ?? null) : null;
}

/** The one edge where HTTP errors become replies: refusals with their code, bugs with an incident id to quote. */
export function replyError(log: Logger): ErrorRequestHandler {
  return (error, request, response, next) => {
    const refusal = toUserError(error);
    const where = { method: request.method, path: request.path };
    let body: ErrorBody['error'];
    if (refusal === null) {
      const incident = randomUUID();
      log.error({ ...where, incident, err: error }, 'a request failed because of a bug');
      body = { code: 'internal', incident };
    } else {
      if (refusal.code === 'unavailable') log.warn({ ...where, err: error }, 'a request failed because of an outage');
      else if (isOfOtherLetters(error))
        log.warn({ ...where, err: error }, 'a contract let through characters that no id has');
      else log.debug({ ...where, code: refusal.code, detail: refusal.detail }, 'refused');
      const { code, field, detail, conflict, retryAfterSeconds, users } = refusal;
      body = { code, field, detail, conflict, retryAfterSeconds, users };
    }
    // Half a body was already sent: only cutting the connection tells the client that it is incomplete.
    if (response.headersSent) next(error);
    else response.status(refusal?.status ?? 500).json({ error: body } satisfies ErrorBody);
  };
}
