import { expect, it } from 'vitest';
import { centerClock } from './center-day.ts';
import { nextMailMs, patternOfMail, periodOfMail } from './report-mail.ts';

const at = (text: string) => Date.parse(text);
const shanghai = centerClock('Asia/Shanghai');
const berlin = centerClock('Europe/Berlin');

it('is due at its hour of the center, on its weekday', () => {
  const daily = { rhythm: 'daily', weekday: 1, hour: 8 } as const;
  expect(nextMailMs(daily, shanghai, at('2026-11-21T23:59:59Z'))).toBe(at('2026-11-22T00:00:00Z'));
  expect(nextMailMs(daily, shanghai, at('2026-11-22T00:00:00Z'))).toBe(at('2026-11-23T00:00:00Z'));
  const sundays = { rhythm: 'weekly', weekday: 7, hour: 9 } as const;
  // 22 November 2026 is a Sunday.
  expect(nextMailMs(sundays, shanghai, at('2026-11-20T00:00:00Z'))).toBe(at('2026-11-22T01:00:00Z'));
  expect(nextMailMs(sundays, shanghai, at('2026-11-22T01:00:00Z'))).toBe(at('2026-11-29T01:00:00Z'));
  expect(patternOfMail(daily)).toBe('0 8 * * *');
  expect(patternOfMail(sundays)).toBe('0 9 * * 0');
});

it('keeps its hour when the clock changes, and reports whole days and weeks', () => {
  const daily = { rhythm: 'daily', weekday: 1, hour: 8 } as const;
  // 25 October 2026: the clock goes back in Berlin.
  expect(nextMailMs(daily, berlin, at('2026-10-24T12:00:00Z'))).toBe(at('2026-10-25T07:00:00Z'));
  expect(periodOfMail('daily', berlin, at('2026-10-26T07:00:00Z'))).toEqual({
    fromMs: at('2026-10-24T22:00:00Z'),
    toMs: at('2026-10-25T23:00:00Z'),
  });
  expect(periodOfMail('weekly', shanghai, at('2026-11-25T00:00:00Z'))).toEqual({
    fromMs: at('2026-11-15T16:00:00Z'),
    toMs: at('2026-11-22T16:00:00Z'),
  });
});
