import type { CaseClockRule, CaseCondition, CaseMeasure } from '../../contracts/service-desk/case-types.ts';
import { budgetOf, type CaseClock } from './case-clock.ts';
import { type FactsOfCase, holdAll } from './case-condition.ts';

/** Under which conditions a clock has its budget. */
export interface WhyBudget {
  when: CaseCondition[];
  measure: CaseMeasure;
}

/**
 * Why this clock has this much time and no other. Budgets are bands one above the other: the lower end of an amount is
 * said by those before it. Null: a supervisor gave the time, or the case has changed since the clock was stopped.
 */
export function whyBudget(
  rule: Pick<CaseClockRule, 'key' | 'budgets'>,
  clock: Pick<CaseClock, 'measure'>,
  facts: FactsOfCase,
): WhyBudget | null {
  const measure = budgetOf(rule, facts);
  if (JSON.stringify(measure) !== JSON.stringify(clock.measure)) return null;
  const at = rule.budgets.findIndex(({ when }) => holdAll(when, facts));
  const when = rule.budgets[at]?.when ?? [];
  const lower = rule.budgets.slice(0, at).flatMap(lowerEndsOf);
  const isOfAmount = facts.amountFen !== null && lower.length > 0 && when.every(({ of }) => of === 'amountFen');
  if (!isOfAmount) return { when: [...when], measure };
  return { when: [{ of: 'amountFen', op: 'atLeast', value: Math.max(...lower) }, ...when], measure };
}

function lowerEndsOf({ when }: CaseClockRule['budgets'][number]): number[] {
  const [only, ...others] = when;
  return only?.op === 'below' && only.of === 'amountFen' && others.length === 0 ? [only.value] : [];
}
