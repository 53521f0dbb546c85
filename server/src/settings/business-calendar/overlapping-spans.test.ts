import { expect, it } from 'vitest';
import { findOverlap, findOverlapInHours } from './overlapping-spans.ts';

const spans = (...told: string[]) =>
  told.map((text) => {
    const [from = '', to = ''] = text.split('-');
    return { from, to };
  });

it.each([
  [spans('09:00-12:00', '12:00-18:00'), null],
  [spans('13:00-18:00', '09:00-12:00'), null],
  [spans('09:00-12:00', '11:59-18:00'), 1],
  [spans('11:00-18:00', '09:00-12:00'), 0],
  [spans('09:00-18:00', '09:00-18:00'), 1],
  [spans('08:00-20:00', '09:00-10:00', '19:00-21:00'), 1],
  // Past midnight: it is over on the next day only.
  [spans('22:00-06:00', '23:00-24:00'), 1],
  [spans('22:00-06:00', '05:00-08:00'), null],
  [[], null],
])('finds the span of a day that overlaps another: %j', (day, place) => {
  expect(findOverlap(day)).toBe(place);
});

it('names the day of it', () => {
  const weekly = Array.from({ length: 7 }, (_, day) => (day === 2 ? spans('09:00-12:00', '10:00-11:00') : []));
  const hours = { hoursId: 'x', name: 'x', nameEn: 'x', weekly, holiday: [], makeUp: null };
  expect(findOverlapInHours(hours)).toBe('weekly.2.1');
  expect(findOverlapInHours({ ...hours, weekly: [], makeUp: spans('01:00-03:00', '02:00-04:00') })).toBe('makeUp.1');
});
