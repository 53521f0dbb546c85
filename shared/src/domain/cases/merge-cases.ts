/** When two cases are one: what becomes of the one that goes into the other. Pure. */
import type { CaseState } from '../../contracts/service-desk/case-types.ts';
import { MERGE_DAYS } from '../../contracts/service-desk/case-merges.ts';
import type { CaseClock } from './case-clock.ts';
import type { CaseNow } from './move-case.ts';

type Standing = { caseId: string; state: CaseState };

const isOpen = ({ state }: Standing): boolean => state === 'open' || state === 'waiting';
const goesOn = (one: Standing): boolean => isOpen(one) || one.state === 'settled';

export type MergeFault = 'itself' | 'isOver' | 'noTarget';
/** Null: it may. What is settled is to be visited under its own number, and is not merged any more. */
export function faultOfMerge(one: Standing, into: Standing): MergeFault | null {
  if (one.caseId === into.caseId) return 'itself';
  if (!isOpen(one)) return 'isOver';
  return goesOn(into) ? null : 'noTarget';
}

export const mayUndoMerge = (mergedAtMs: number, into: Standing, nowMs: number): boolean =>
  goesOn(into) && nowMs - mergedAtMs <= MERGE_DAYS * 86_400_000;

/** In no rate from here on: also one that was missed and not stopped yet. What was stopped before keeps its verdict. */
export const mergedClocks = (clocks: readonly CaseClock[], nowMs: number): CaseClock[] =>
  clocks.map((clock) =>
    clock.stoppedAtMs === null ? { ...clock, state: 'merged', stoppedAtMs: nowMs, nextActAtMs: null } : clock,
  );

type Compared = Pick<CaseNow, 'grade' | 'channel' | 'categoryId' | 'amountFen' | 'fields'> & {
  title: string;
  contactName: string;
  contactNumber: string;
  externalNo: string | null;
};
const facts = [
  'title',
  'grade',
  'channel',
  'categoryId',
  'amountFen',
  'externalNo',
  'contactName',
  'contactNumber',
] as const;

export interface Difference {
  name: string;
  own: unknown;
  other: unknown;
}
/** What the merged case says otherwise than the one that goes on; what it says nothing of is no difference. */
export function differencesOf(merged: Compared, into: Compared): Difference[] {
  const pairs: Difference[] = facts.map((name) => ({ name, own: merged[name], other: into[name] }));
  for (const [key, own] of Object.entries(merged.fields))
    pairs.push({ name: `fields.${key}`, own, other: into.fields[key] ?? null });
  return pairs.filter(({ own, other }) => own !== null && own !== '' && JSON.stringify(own) !== JSON.stringify(other));
}
