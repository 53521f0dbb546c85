import { describe, expect, it } from 'vitest';
import type { CaseState } from '../../contracts/service-desk/case-types.ts';
import type { CaseClock } from './case-clock.ts';
import { differencesOf, faultOfMerge, mayUndoMerge, mergedClocks } from './merge-cases.ts';

const at = (caseId: string, state: CaseState) => ({ caseId, state });
const DAY = 86_400_000;

describe('a merge', () => {
  it.each<[one: CaseState, into: CaseState, fault: ReturnType<typeof faultOfMerge>]>([
    ['open', 'open', null],
    ['waiting', 'settled', null],
    ['settled', 'open', 'isOver'],
    ['closed', 'open', 'isOver'],
    ['merged', 'open', 'isOver'],
    ['open', 'merged', 'noTarget'],
    ['open', 'closed', 'noTarget'],
    ['open', 'cancelled', 'noTarget'],
  ])('of %s into %s: %s', (one, into, fault) => {
    expect(faultOfMerge(at('a', one), at('b', into))).toBe(fault);
  });

  it('of a case into itself is none', () => {
    expect(faultOfMerge(at('a', 'open'), at('a', 'open'))).toBe('itself');
  });

  it('is undone within seven days, while the other goes on', () => {
    expect(mayUndoMerge(0, at('b', 'open'), 7 * DAY)).toBe(true);
    expect(mayUndoMerge(0, at('b', 'open'), 7 * DAY + 1)).toBe(false);
    expect(mayUndoMerge(0, at('b', 'closed'), 1)).toBe(false);
  });

  it('takes running and missed clocks out of every rate and leaves verdicts alone', () => {
    const clock = (state: CaseClock['state'], stoppedAtMs: number | null) =>
      ({ clockKey: 'whole', state, stoppedAtMs, nextActAtMs: 5 }) as CaseClock;
    const after = mergedClocks(
      [clock('running', null), clock('missed', null), clock('missed', 3), clock('kept', 4)],
      9,
    );
    expect(after.map(({ state, stoppedAtMs }) => [state, stoppedAtMs])).toEqual([
      ['merged', 9],
      ['merged', 9],
      ['missed', 3],
      ['kept', 4],
    ]);
  });

  it('shows what the two say otherwise', () => {
    const base = {
      title: '断网',
      grade: 'ordinary' as const,
      channel: 'call' as const,
      categoryId: null,
      amountFen: null,
      externalNo: null,
      contactName: '王芳',
      contactNumber: '',
      fields: { demand: '退费' },
    };
    const other = { ...base, grade: 'major' as const, contactNumber: '+8613800138000', fields: { demand: '赔偿' } };
    expect(differencesOf(base, other)).toEqual([
      { name: 'grade', own: 'ordinary', other: 'major' },
      { name: 'fields.demand', own: '退费', other: '赔偿' },
    ]);
  });
});
