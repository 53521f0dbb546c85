import { serviceLevelNames } from '@sansheng/shared/domain/service-level';
import { describe, expect, it } from 'vitest';
import { addCounts, noCalls, serviceLevelRow } from './service-level-row.ts';

const place = { intervalStartMs: null, group: '', groupName: '' };
const aDay = {
  ...noCalls,
  offered: 1060,
  answered: 1000,
  abandoned: 50,
  shortAbandoned: 10,
  answeredWithinThreshold: 860,
  abandonedWithinThreshold: 20,
};

describe('a row of the service level report', () => {
  it('gives the six definitions their six figures', () => {
    const percent = serviceLevelNames.map((name) =>
      ((serviceLevelRow(aDay, name, place).serviceLevel ?? 0) * 100).toFixed(2),
    );
    expect(Object.fromEntries(serviceLevelNames.map((name, i) => [name, percent[i]]))).toEqual({
      'answered-over-all': '81.13',
      'short-excluded': '81.90',
      'short-good': '82.08',
      'late-abandons-only': '82.69',
      'gone-within': '83.02',
      'answered-only': '86.00',
    });
  });

  it('has no rate where there is nothing to share', () => {
    expect(serviceLevelRow(noCalls, 'answered-over-all', place)).toMatchObject({
      serviceLevel: null,
      threeRingSeatRate: null,
      threeRingCenterRate: null,
      abandonmentRate: null,
      averageSpeedOfAnswerMs: null,
      averageHandleTimeMs: null,
      longestWaitMs: null,
    });
  });

  it('adds up: counts are summed, the longest wait is the longest', () => {
    const sum = addCounts({ ...aDay, longestWaitMs: 5 }, { ...aDay, longestWaitMs: 9 });
    expect(sum).toMatchObject({ offered: 2120, answered: 2000, longestWaitMs: 9 });
    expect(addCounts(noCalls, noCalls).longestWaitMs).toBeNull();
  });
});
