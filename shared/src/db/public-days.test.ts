import { PublicDaysFile, readPublicDays } from '../contracts/settings/business-calendar.ts';
import { expect, it } from 'vitest';
import { knownYears, mergePublicDays } from './public-days.ts';

it('knows what the State Council published for 2026', () => {
  const days = mergePublicDays([]).filter(({ date }) => date.startsWith('2026'));
  expect(days.filter(({ isWorking }) => !isWorking)).toHaveLength(33);
  expect(days.filter(({ isWorking }) => isWorking).map(({ date }) => date)).toEqual([
    '2026-01-04',
    '2026-02-14',
    '2026-02-28',
    '2026-05-09',
    '2026-09-20',
    '2026-10-10',
  ]);
  expect(days.find(({ date }) => date === '2026-10-01')).toMatchObject({ name: '国庆节', nameEn: 'National Day' });
});

it('uses an imported year instead of its own, and leaves the other years alone', () => {
  const imported = [{ date: '2026-07-01', name: '测试', nameEn: 'Test', isWorking: false }];
  const days = mergePublicDays(imported);
  expect(days.filter(({ date }) => date.startsWith('2026'))).toEqual([{ ...imported[0], isImported: true }]);
  expect(knownYears(days)).toContain('2025');
});

it('reads both forms in which the days are kept', () => {
  const day = { date: '2027-10-01', name: '国庆节', isWorking: false };
  const one = PublicDaysFile.parse({ year: 2027, days: [{ name: '国庆节', date: '2027-10-01', isOffDay: true }] });
  expect(readPublicDays(one)).toEqual([{ ...day, nameEn: '国庆节' }]);
  const other = PublicDaysFile.parse({ holidays: { '2027-10-01': 'National Day,国庆节,3' } });
  expect(readPublicDays(other)).toEqual([{ ...day, nameEn: 'National Day' }]);
});
