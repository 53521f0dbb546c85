/** Calendars that tests count by: the days of 2026 as they were made known, and of 2027 none. */
import type { DeadlineCalendar } from './open-time.ts';

const HOUR_MS = 3_600_000;
/** `2026-11-30T09:00` in Shanghai. */
export const at = (wall: string) => Date.parse(`${wall}:00+08:00`);
export const wall = (atMs: number) => new Date(atMs + 8 * HOUR_MS).toISOString().slice(0, 16);

/** The State Council's days of 2026; of 2027 nothing is known. */
const publicDays = {
  ...days('元旦', '2026-01-01', 3),
  ...days('春节', '2026-02-15', 9),
  ...days('清明节', '2026-04-04', 3),
  ...days('劳动节', '2026-05-01', 5),
  ...days('端午节', '2026-06-19', 3),
  ...days('中秋节', '2026-09-25', 3),
  ...days('国庆节', '2026-10-01', 7),
  ...Object.fromEntries(
    ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'].map((date) => [
      date,
      { name: '调休', nameEn: 'Make-up day', isWorking: true },
    ]),
  ),
};
function days(name: string, first: string, count: number) {
  return Object.fromEntries(
    Array.from({ length: count }, (_, day) => [
      new Date(Date.parse(first) + day * 24 * HOUR_MS).toISOString().slice(0, 10),
      { name, nameEn: name, isWorking: false },
    ]),
  );
}
export const ofWeek = (calendarId: string, spans: [from: string, to: string][], weekend = false): DeadlineCalendar => {
  const day = spans.map(([from, to]) => ({ from, to }));
  return {
    calendarId,
    knownYears: [2026],
    timeZone: 'Asia/Shanghai',
    hours: {
      weekly: [day, day, day, day, day, weekend ? day : [], weekend ? day : []],
      holiday: weekend ? null : [],
      makeUp: null,
    },
    publicDays,
    specialDays: {},
  };
};
export const C = ofWeek('C', [['09:00', '18:00']]);
export const A = ofWeek('A', [
  ['09:00', '12:00'],
  ['13:30', '18:00'],
]);
export const B = ofWeek('B', [['09:00', '24:00']], true);
export const NIGHT = ofWeek('night', [['20:00', '04:00']], true);
export const TUESDAYS: DeadlineCalendar = {
  ...C,
  hours: { weekly: [[], [{ from: '08:00', to: '17:00' }], [], [], [], [], []], holiday: null, makeUp: [] },
};
