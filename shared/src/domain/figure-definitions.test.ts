import { expect, it } from 'vitest';
import { definitionsPage, serviceLevelTexts } from './figure-definitions.ts';
import { addMeasures, figuresOf, keptWithin, ledgerDifference, noMeasures, noneWithin } from './figures.ts';
import { serviceLevelNames } from './service-level.ts';

/** `vitest run --project unit shared/src/domain/figure-definitions -u` rewrites the page. */
it('stands in docs as it stands in the program', async () => {
  await expect(definitionsPage()).toMatchFileSnapshot('../../../docs/definitions.md');
});

it('gives the examples of the six service levels', () => {
  const measures = {
    ...noMeasures,
    offered: 1060,
    answered: 1000,
    abandoned: 50,
    shortAbandoned: 10,
    answered20: 860,
    abandoned20: 20,
  };
  expect(ledgerDifference(measures)).toBe(0);
  for (const definition of serviceLevelNames) {
    const { serviceLevel } = figuresOf(measures, { definition, within: keptWithin(measures, 20) }, 'center');
    expect(`${((serviceLevel ?? 0) * 100).toFixed(2)}%`).toBe(serviceLevelTexts[definition].zh.example);
  }
});

it('sums counts and keeps the longest wait', () => {
  const sum = addMeasures(
    { ...noMeasures, offered: 2, longestWaitMs: 5 },
    { ...noMeasures, offered: 3, longestWaitMs: 4 },
  );
  expect(sum).toMatchObject({ offered: 5, longestWaitMs: 5 });
});

it('has no figure where the divisor is zero', () => {
  const figures = figuresOf(noMeasures, { definition: 'answered-over-all', within: noneWithin }, 'center');
  expect(Object.entries(figures).filter(([, value]) => value !== null)).toEqual([['longestWaitMs', 0]]);
});
