import { expect, it } from 'vitest';
import type { CaseType } from '../../contracts/service-desk/case-types.ts';
import { budgetOf } from './case-clock.ts';
import type { FactsOfCase } from './case-condition.ts';
import { shippedCaseTypes } from './types/index.ts';
import { whyBudget } from './why-budget.ts';

const facts: FactsOfCase = {
  grade: 'ordinary',
  channel: 'call',
  categoryId: null,
  areaKind: null,
  amountFen: null,
  tier: null,
  isDifficult: false,
  fields: {},
};
const ruleOf = (typeKey: string, clockKey: string) => {
  const type = shippedCaseTypes().find(({ key }) => key === typeKey) as CaseType;
  return type.clocks.find(({ key }) => key === clockKey) as CaseType['clocks'][number];
};
const price = ruleOf('claimStep', 'price');
const bandOf = (yuan: number | null, more: Partial<FactsOfCase> = {}) => {
  const of = { ...facts, ...more, amountFen: yuan === null ? null : yuan * 100 };
  return whyBudget(price, { measure: budgetOf(price, of) }, of)?.when.map((one) => JSON.stringify(Object.values(one)));
};

it.each([
  [4_999, ['["amountFen","below",500000]']],
  [12_000, ['["amountFen","atLeast",1000000]', '["amountFen","below",3000000]']],
  [30_000, ['["amountFen","atLeast",3000000]']],
  [null, []],
])('a price check of %s yuan lies in its band', (yuan, when) => {
  expect(bandOf(yuan)).toEqual(when);
});

it('a difficult claim has its time because it is difficult, whatever it is about', () => {
  expect(bandOf(12_000, { isDifficult: true })).toEqual(['["isDifficult","is",true]']);
});

it('a place far away is the reason by itself', () => {
  const onSite = ruleOf('workOrder', 'onSite');
  const of = { ...facts, areaKind: 'remote' };
  expect(whyBudget(onSite, { measure: budgetOf(onSite, of) }, of)).toEqual({
    when: [{ of: 'areaKind', op: 'is', value: 'remote' }],
    measure: { kind: 'elapsed', minutes: 120 },
  });
});

it('a time that a supervisor gave has no band', () => {
  expect(whyBudget(price, { measure: { kind: 'at', atMs: 1 } }, { ...facts, amountFen: 1 })).toBeNull();
});
