import { describe, expect, it } from 'vitest';
import { faultOfAttempt, halfDayOf, nextHalfDayAt, stateAfter } from './visit-attempt.ts';

const ZONE = 'Asia/Shanghai';
const at = (text: string) => Date.parse(`${text}:00+08:00`);
const nowMs = at('2026-11-30T10:00');
const facts = { lastTriedAtMs: null, call: { talkMs: 60_000 }, asksRating: true, timeZone: ZONE, nowMs };
const given = { outcome: 'reached' as const, rating: 5, words: '', reason: '' };

describe('a half of a day', () => {
  it.each([
    ['2026-11-30T11:59', '2026-11-30 am', '2026-11-30T12:00'],
    ['2026-11-30T12:00', '2026-11-30 pm', '2026-12-01T08:00'],
    ['2026-12-31T23:30', '2026-12-31 pm', '2027-01-01T08:00'],
    ['2026-12-01T00:10', '2026-12-01 am', '2026-12-01T12:00'],
  ])('%s', (text, half, next) => {
    expect([halfDayOf(at(text), ZONE), nextHalfDayAt(at(text), ZONE)]).toEqual([half, at(next)]);
  });
});

describe('an attempt counts', () => {
  it.each([
    ['with a talk and a rating', {}, {}, null],
    ['not without the rating, where it is asked', { rating: null }, {}, 'visitRatingMissing'],
    ['without one where it is not asked', { rating: null }, { asksRating: false }, null],
    ['not when a dissatisfied customer said nothing', { rating: 2 }, {}, 'visitWordsMissing'],
    ['neither satisfied nor dissatisfied without words', { rating: 3 }, {}, null],
    ['not with a talk of less than 15 s', {}, { call: { talkMs: 14_999 } }, 'visitTooShort'],
    ['with one of 15 s', {}, { call: { talkMs: 15_000 } }, null],
    ['with a short one by the word of the seat', { reason: '客户说没问题就挂了' }, { call: { talkMs: 4_000 } }, null],
    ['not without a call', { outcome: 'noAnswer' as const }, { call: null }, 'visitWithoutCall'],
    ['without a call by the word of the seat', { reason: '用手机拨打' }, { call: null }, null],
    [
      'not twice without an answer in one half of a day',
      { outcome: 'noAnswer' as const },
      { lastTriedAtMs: at('2026-11-30T08:10') },
      'visitTriedAlready',
    ],
    [
      'again in the next half',
      { outcome: 'noAnswer' as const },
      { lastTriedAtMs: at('2026-11-29T16:00'), call: { talkMs: 0 } },
      null,
    ],
    ['at any time when it was answered', {}, { lastTriedAtMs: at('2026-11-30T08:10') }, null],
  ])('%s', (_what, more, moreFacts, code) => {
    expect(faultOfAttempt({ ...given, ...more }, { ...facts, ...moreFacts })?.code ?? null).toBe(code);
  });
});

it('is over when the third attempt is not answered', () => {
  expect([1, 2, 3].map((tries) => stateAfter('noAnswer', tries))).toEqual(['planned', 'planned', 'unreachable']);
  expect(stateAfter('refused', 1)).toBe('refused');
});
