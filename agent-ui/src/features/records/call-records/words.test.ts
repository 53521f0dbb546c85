import { measureNames } from '@sansheng/shared/domain/figure-definitions';
import { expect, it } from 'vitest';
import { callRecordsWords as en } from './words.en.ts';
import { callRecordsWords as zh } from './words.ts';

/** Figures of the board and the reports, whose numbers open the list. */
const measureOf = {
  answered: 'answered',
  abandoned: 'abandoned',
  sentAway: 'sentAway',
  lost: 'lost',
  callback: 'calledBack',
} as const;

it.each(Object.entries(measureOf) as [keyof typeof measureOf, (typeof measureOf)[keyof typeof measureOf]][])(
  'what the list calls %s is what board and report count as %s',
  (outcome, measure) => {
    expect(zh.calls.outcomes[outcome]).toMatch(new RegExp(`${measureNames[measure].zh}$`));
    expect(en.calls.outcomes[outcome]).toBe(measureNames[measure].en);
  },
);
