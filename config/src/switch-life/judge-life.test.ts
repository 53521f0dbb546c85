import { expect, it } from 'vitest';
import { countMisses, END_MISSES, type Heard, noMisses, partsSilentFor, SILENT_MISSES } from './judge-life.ts';

const after = (...looks: Heard[]) => looks.reduce(countMisses, noMisses);
const [all, noSip, none] = [
  { ari: true, sip: true },
  { ari: true, sip: false },
  { ari: false, sip: false },
];

it('reports a part as silent after three checks, and ends a switch after five', () => {
  expect(partsSilentFor(after(noSip, noSip), SILENT_MISSES)).toEqual([]);
  expect(partsSilentFor(after(noSip, noSip, noSip), SILENT_MISSES)).toEqual(['sip']);
  expect(partsSilentFor(after(none, none, none, none), END_MISSES)).toEqual([]);
  expect(partsSilentFor(after(none, none, none, none, none), END_MISSES)).toEqual(['ari', 'sip']);
});

it('starts again after one answer: a busy switch is not a dead one', () => {
  expect(partsSilentFor(after(none, none, none, none, all, none, none), SILENT_MISSES)).toEqual([]);
});

it('does not count a check that was not made', () => {
  expect(after(none, { ari: null, sip: null }, none)).toEqual({ ari: 2, sip: 2 });
  expect(after({ ari: true, sip: null }, { ari: true, sip: null })).toEqual(noMisses);
});
