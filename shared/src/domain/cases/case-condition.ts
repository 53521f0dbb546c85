import type { CaseCondition, CaseFact } from '../../contracts/service-desk/case-types.ts';

type Value = string | number | boolean | null | undefined | readonly unknown[];
/** What conditions are asked of: facts of the case, and the fields of its type by their key. */
export type FactsOfCase = Readonly<Record<CaseFact, string | number | boolean | null>> & {
  readonly fields: Readonly<Record<string, unknown>>;
};

/** Whether all of them hold; none: always. */
export const holdAll = (conditions: readonly CaseCondition[], facts: FactsOfCase): boolean =>
  conditions.every((condition) => holds(condition, valueOf(facts, condition.of)));

function holds(condition: CaseCondition, value: Value): boolean {
  if (condition.op === 'isNot') return value !== condition.value;
  if (value === null || value === undefined) return false;
  switch (condition.op) {
    case 'is':
      return value === condition.value;
    case 'oneOf':
      return condition.values.some((one) => one === value);
    case 'atLeast':
      return typeof value === 'number' && value >= condition.value;
    case 'below':
      return typeof value === 'number' && value < condition.value;
  }
}

const valueOf = (facts: FactsOfCase, name: string): Value =>
  (name in facts && name !== 'fields' ? facts[name as CaseFact] : facts.fields[name]) as Value;
