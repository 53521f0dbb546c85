import { errors } from '@sansheng/shared/contracts/errors';
import { expect, it } from 'vitest';
import { isOutage, UserError } from './user-error.ts';
import { toUserError } from './error-reply.ts';

it("has a 4xx for every refusal, and a 5xx only for what is not the asker's doing", () => {
  for (const [code, status] of Object.entries(errors)) {
    if (code === 'internal' || code === 'unavailable') expect(status).toBeGreaterThanOrEqual(500);
    else expect([code, status >= 400 && status < 500]).toEqual([code, true]);
  }
  expect(new UserError('badRequest', { status: 405 }).status).toBe(405);
});

it('tells an outage from a bug', () => {
  expect(isOutage(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }))).toBe(true);
  expect(isOutage(Object.assign(new Error('x'), { driverError: { code: 'PROTOCOL_CONNECTION_LOST' } }))).toBe(true);
  expect(isOutage(new Error("Stream isn't writeable and enableOfflineQueue options is false"))).toBe(true);
  expect(isOutage(Object.assign(new Error('x'), { driverError: { code: 'ER_PARSE_ERROR' } }))).toBe(false);
  expect(isOutage(new TypeError('x is not a function'))).toBe(false);
  expect(isOutage('x')).toBe(false);
});

it('does not turn a bug into a refusal because it carries a status', () => {
  expect(toUserError(Object.assign(new Error('x'), { status: 500 }))).toBeNull();
  expect(toUserError(new Error('x'))).toBeNull();
  expect(toUserError(null)).toBeNull();
});
