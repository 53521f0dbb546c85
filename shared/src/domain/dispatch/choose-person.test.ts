import { describe, expect, it } from 'vitest';
import { DispatchRuleEdit } from '../../contracts/service-desk/dispatch.ts';
import {
  type CaseToDispatch,
  chooseByRules,
  chosenByHand,
  type DispatchDepartment,
  type DispatchFacts,
  findRule,
  isBusySeason,
  type LoadOfPerson,
} from './choose-person.ts';

const DAY_MS = 24 * 3_600_000;
const nowMs = Date.UTC(2026, 10, 30, 2);
const repair: DispatchDepartment = {
  departmentId: 'repair',
  isActive: true,
  headId: '8001',
  deputyId: null,
  deputyFromMs: null,
  deputyToMs: null,
  memberIds: ['8002', '8003'],
};
const rule = (more: Partial<DispatchRuleEdit> = {}): DispatchRuleEdit =>
  DispatchRuleEdit.parse({ ruleId: 'r1', name: '维修', departmentId: 'repair', ...more });
const load = (more: Partial<LoadOfPerson> = {}): LoadOfPerson => ({
  open: 0,
  today: 0,
  thisWeek: 0,
  lastAtMs: 0,
  ...more,
});
const facts = (more: Partial<DispatchFacts> = {}): DispatchFacts => ({
  rules: [rule()],
  categories: new Map([
    ['repair', { parentId: null, isActive: true }],
    ['no-internet', { parentId: 'repair', isActive: true }],
    ['claim', { parentId: null, isActive: true }],
  ]),
  areas: new Map([
    ['chaoyang', { parentId: null, isActive: true }],
    ['wangjing', { parentId: 'chaoyang', isActive: true }],
    ['yanqing', { parentId: null, isActive: true }],
  ]),
  departments: new Map([['repair', repair]]),
  people: new Map(),
  names: new Map([['8003', '丁师傅']]),
  loads: new Map(),
  nowMs,
  today: '2026-11-30',
  ...more,
});
const order: CaseToDispatch = {
  typeKey: 'workOrder',
  categoryId: 'no-internet',
  areaKind: 'city',
  areaId: 'wangjing',
  amountFen: null,
  subjectIds: [],
};
const chosen = (more: Partial<DispatchFacts>, of: Partial<CaseToDispatch> = {}) =>
  chooseByRules({ ...order, ...of }, facts(more));
const whys = (found: ReturnType<typeof chooseByRules>) =>
  Object.fromEntries((found?.passedOver ?? []).map(({ employeeNo, why }) => [employeeNo, why]));

describe('the rule', () => {
  it.each<[why: string, more: Partial<DispatchRuleEdit>, of: Partial<CaseToDispatch>, isFound: boolean]>([
    ['nothing asked', {}, {}, true],
    ['its type', { typeKeys: ['workOrder'] }, {}, true],
    ['another type', { typeKeys: ['complaint'] }, {}, false],
    ['what hangs below its category', { categoryId: 'repair' }, {}, true],
    ['another category', { categoryId: 'claim' }, {}, false],
    ['a category, and the case has none', { categoryId: 'repair' }, { categoryId: null }, false],
    ['its kind of area', { areaKinds: ['city', 'remote'] }, {}, true],
    ['what lies in its area', { areaId: 'chaoyang' }, {}, true],
    ['another area', { areaId: 'yanqing' }, {}, false],
    ['an area, and the case has none', { areaId: 'chaoyang' }, { areaId: null }, false],
    ['another kind of area', { areaKinds: ['remote'] }, {}, false],
    ['from 30,000, and it is less', { amountFromFen: 3_000_000 }, { amountFen: 2_999_999 }, false],
    ['from 30,000, and it is just that', { amountFromFen: 3_000_000 }, { amountFen: 3_000_000 }, true],
    ['below 30,000, and it is just that', { amountToFen: 3_000_000 }, { amountFen: 3_000_000 }, false],
    ['below 30,000, and it has no amount', { amountToFen: 3_000_000 }, { amountFen: null }, true],
    ['switched off', { isActive: false }, {}, false],
    ['a department that is not there', { departmentId: 'nowhere' }, {}, false],
  ])('%s', (_, more, of, isFound) => {
    expect(findRule({ ...order, ...of }, facts({ rules: [rule(more)] })) !== undefined).toBe(isFound);
  });

  it('is the first by order, whatever its id', () => {
    const rules = [rule({ ruleId: 'a', order: 20 }), rule({ ruleId: 'b', order: 10 })];
    expect(findRule(order, facts({ rules }))?.ruleId).toBe('b');
  });
});

it.each<[Partial<DispatchRuleEdit>, string, boolean]>([
  [{ season: 'quiet', busyFrom: '2026-01-01', busyTo: '2026-12-31' }, '2026-06-01', false],
  [{ season: 'busy' }, '2026-06-01', true],
  [{ busyFrom: '2026-12-01', busyTo: '2027-02-28' }, '2026-11-30', false],
  [{ busyFrom: '2026-12-01', busyTo: '2027-02-28' }, '2026-12-01', true],
  [{ busyFrom: '2026-12-01', busyTo: '2027-02-28' }, '2027-02-28', true],
  [{}, '2026-12-01', false],
])('a season: %j on %s', (more, today, isBusy) => {
  expect(isBusySeason(rule(more), today)).toBe(isBusy);
});

describe('the person', () => {
  it('has least open; the others are named with what they have', () => {
    const loads = new Map([
      ['8001', load({ open: 1 })],
      ['8002', load({ open: 1 })],
    ]);
    const found = chosen({ loads });
    expect(found).toMatchObject({ kind: 'person', employeeNo: '8003', name: '丁师傅', open: 0, ruleId: 'r1' });
    expect(whys(found)).toEqual({ '8001': 'hasMore', '8002': 'hasMore' });
  });

  it('is whose turn it is, whatever they have open', () => {
    const loads = new Map([
      ['8001', load({ lastAtMs: 3 })],
      ['8002', load({ open: 1, lastAtMs: 1 })],
      ['8003', load({ lastAtMs: 2 })],
    ]);
    expect(chosen({ loads, rules: [rule({ method: 'byTurn' })] })?.employeeNo).toBe('8002');
  });

  it.each<[why: string, loaded: Partial<LoadOfPerson>, more: Partial<DispatchRuleEdit>, passed: string | undefined]>([
    ['two open in quiet season', { open: 2 }, {}, 'openCap'],
    ['two open in busy season', { open: 2 }, { season: 'busy' }, 'hasMore'],
    ['four open in busy season', { open: 4 }, { season: 'busy' }, 'openCap'],
    ['two today', { today: 2 }, {}, 'dayCap'],
    ['six this week', { thisWeek: 6 }, {}, 'weekCap'],
    ['no caps', { open: 9, today: 9, thisWeek: 9 }, { openQuiet: null, perDay: null, perWeek: null }, 'hasMore'],
  ])('is passed over or not: %s', (_, loaded, more, passed) => {
    const loads = new Map([['8003', load({ ...loaded, lastAtMs: nowMs })]]);
    expect(whys(chosen({ loads, rules: [rule(more)] }))['8003']).toBe(passed);
  });

  it('has the rank that the amount asks for', () => {
    const people = new Map([
      ['8002', { employeeNo: '8002', rank: 'chief' as const, awayFromMs: null, awayToMs: null }],
    ]);
    const found = chosen({ people, rules: [rule({ ranks: ['chief'] })] });
    expect([found?.employeeNo, whys(found)]).toEqual(['8002', { '8001': 'rank', '8003': 'rank' }]);
  });

  it('is there', () => {
    const away = { rank: 'ordinary' as const, awayFromMs: nowMs - 1, awayToMs: nowMs + 1 };
    const people = new Map([
      ['8001', { employeeNo: '8001', ...away }],
      ['8002', { employeeNo: '8002', ...away, awayToMs: nowMs }],
    ]);
    const found = chosen({ people });
    expect([found?.employeeNo, whys(found)]).toEqual(['8002', { '8001': 'away', '8003': 'hasMore' }]);
  });

  it('is not the one complained about', () => {
    expect(whys(chosen({}, { subjectIds: ['8001'] }))['8001']).toBe('subject');
  });
});

describe('a deputy', () => {
  const deputised = (days: number) => {
    const away = { deputyId: '8009', deputyFromMs: nowMs - DAY_MS, deputyToMs: nowMs - DAY_MS + days * DAY_MS };
    const people = new Map([
      ['8001', { employeeNo: '8001', rank: 'chief' as const, awayFromMs: null, awayToMs: null }],
    ]);
    const departments = new Map([['repair', { ...repair, ...away }]]);
    return chosen({ people, departments, rules: [rule({ ranks: ['chief'] })] });
  };

  it('stands in, with the rank of the head, who is away two days or more', () => {
    const found = deputised(2);
    expect(found).toMatchObject({ employeeNo: '8009', standsInFor: '8001' });
    expect(whys(found)['8001']).toBe('away');
  });

  it('does not for a head who is away for less', () => {
    expect(deputised(1.9)).toMatchObject({ employeeNo: '8001', standsInFor: null });
  });
});

describe('nobody', () => {
  const loads = new Map(['8001', '8002', '8003'].map((one) => [one, load({ open: 2 })]));

  it('can take it: it lies in the pool, with what kept each of them', () => {
    const found = chosen({ loads });
    expect(found).toMatchObject({ kind: 'nobody', employeeNo: null, departmentId: 'repair' });
    expect(found?.passedOver.map(({ has, cap }) => [has, cap])).toEqual([
      [2, 2],
      [2, 2],
      [2, 2],
    ]);
  });

  it('is chosen by a rule that leaves it to the pool, or to the dispatcher', () => {
    expect(chosen({ rules: [rule({ method: 'pool' })] })).toMatchObject({ kind: 'pool', employeeNo: null });
    expect(chosen({ rules: [rule({ method: 'byHand' })] })).toMatchObject({ kind: 'byHand', employeeNo: null });
  });

  it('is proposed where no rule holds', () => {
    expect(chosen({ rules: [] })).toBeNull();
  });
});

it('a choice by hand keeps what the rules say of the others', () => {
  const proposal = chosen({ loads: new Map([['8001', load({ open: 2 })]]) });
  const byHand = chosenByHand(proposal, 'repair', '8003', facts());
  expect(byHand).toMatchObject({ kind: 'byHand', ruleId: 'r1', employeeNo: '8003', name: '丁师傅' });
  expect(whys(byHand)).toEqual({ '8001': 'openCap' });
  expect(chosenByHand(proposal, 'finance', null, facts())).toMatchObject({ ruleId: null, passedOver: [] });
});
