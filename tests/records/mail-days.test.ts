import { centerClock } from '@sansheng/shared/domain/center-day';
import { nextMailMs, periodOfMail } from '@sansheng/shared/domain/report-mail';
import { expect, it } from 'vitest';
import { daysOfMails, weekly } from './mail-days.ts';

const QUARTER_MS = 900_000;

/** Days on which stories that look at today have gone wrong, or may. */
it.each([
  ['a Monday', '2026-11-30'],
  ['a Tuesday, the first of a month', '2026-12-01'],
  ['a Wednesday', '2026-12-02'],
  ['a Sunday, the last of a month', '2027-01-31'],
  ['28 February', '2027-02-28'],
  ['29 February', '2028-02-29'],
  ['the day after it', '2028-03-01'],
  ["New Year's Eve", '2026-12-31'],
  ["New Year's Day of a year without known holidays", '2027-01-01'],
  ['National Day', '2026-10-01'],
  ['a day of 23 hours in Berlin', '2026-03-29'],
  ['a day of 25 hours in Berlin', '2026-10-25'],
])('the story of mailed reports has calls for whatever is mailed while it runs on %s', (_, date) => {
  for (const zone of ['Asia/Shanghai', 'Europe/Berlin']) {
    const clock = centerClock(zone);
    const dayMs = clock.instantAt(date, 0);
    for (let nowMs = dayMs; nowMs < clock.startOfNextDay(dayMs); nowMs += QUARTER_MS) {
      const { days, mondays } = daysOfMails(clock, nowMs);
      for (const atMs of [nowMs, nowMs + QUARTER_MS, nowMs + 4 * QUARTER_MS]) {
        expect(days, `${zone} ${clock.textOf(nowMs)}`).toContain(periodOfMail('daily', clock, atMs).fromMs);
        const dueMs = nextMailMs({ rhythm: 'weekly', ...weekly }, clock, atMs);
        expect([...days, ...mondays], `${zone} ${clock.textOf(nowMs)}`).toContain(
          periodOfMail('weekly', clock, dueMs).fromMs,
        );
      }
    }
  }
});
