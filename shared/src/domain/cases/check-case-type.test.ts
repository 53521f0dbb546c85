import { describe, expect, it } from 'vitest';
import { CaseType, type CaseTypeData } from '../../contracts/service-desk/case-types.ts';
import { roles } from '../roles.ts';
import { checkCaseType } from './check-case-type.ts';
import { shippedCaseTypes } from './types/index.ts';

const shipped = shippedCaseTypes();
const facts = {
  calendarIds: new Set(['office', 'always']),
  typeKeys: new Set(shipped.map(({ key }) => key)),
  heldRoles: new Set(roles),
};

/** The smallest type there is: taken, then closed. */
const plain: CaseTypeData = {
  key: 'note',
  prefix: 'BZ',
  version: 1,
  name: { zh: '便签', en: 'Note' },
  openedBy: ['agent'],
  asked: [],
  steps: [
    { key: 'taken', name: { zh: '登记', en: 'Taken' }, state: 'open' },
    { key: 'closed', name: { zh: '完成', en: 'Closed' }, state: 'closed' },
  ],
  fields: [{ key: 'words', name: { zh: '内容', en: 'Words' }, kind: 'text' }],
  startsClocks: ['whole'],
  wholeClock: 'whole',
  clocks: [
    {
      key: 'whole',
      name: { zh: '办结', en: 'Settle' },
      calendarId: 'office',
      budgets: [{ measure: { kind: 'workingDays', days: 1 } }],
    },
  ],
  transitions: [
    {
      key: 'close',
      name: { zh: '完成', en: 'Close' },
      from: ['taken'],
      to: 'closed',
      who: ['agent'],
      effects: [{ do: 'stopClock', clock: 'whole' }],
    },
  ],
};
const [step, end] = plain.steps as [CaseTypeData['steps'][number], CaseTypeData['steps'][number]];
const [close] = plain.transitions as [CaseTypeData['transitions'][number]];
const [whole] = plain.clocks as [CaseTypeData['clocks'][number]];
const problemsOf = (change: Partial<CaseTypeData>) =>
  checkCaseType(CaseType.parse({ ...plain, ...change }), facts).map(({ at, code, what }) =>
    `${at} ${code} ${what}`.trim(),
  );

describe('a type of cases', () => {
  it.each(shipped.map((type) => [type.key, type] as const))('is sound as it is shipped: %s', (_, type) => {
    expect(checkCaseType(type, facts)).toEqual([]);
  });

  it('has a name, a prefix and a key that no other has', () => {
    for (const of of ['key', 'prefix'] as const) {
      expect(new Set(shipped.map((type) => type[of])).size).toBe(shipped.length);
    }
  });

  it.each<[why: string, change: Partial<CaseTypeData>, problem: string]>([
    ['a step is there twice', { steps: [step, step, end] }, 'steps double taken'],
    ['an act leads nowhere', { transitions: [{ ...close, to: 'gone' }] }, 'transitions.close unknownStep gone'],
    [
      'an act asks for no field',
      { transitions: [{ ...close, required: ['cause'] }] },
      'transitions.close unknownField cause',
    ],
    [
      'the second of a call is in no field',
      { fields: [{ key: 'heard', name: step.name, kind: 'call', secondIn: 'second' }] },
      'fields.heard unknownField second',
    ],
    [
      'an act stops no clock',
      { transitions: [{ ...close, effects: [{ do: 'stopClock', clock: 'x' }] }] },
      'transitions.close unknownClock x',
    ],
    [
      'a child is of no type',
      { transitions: [{ ...close, effects: [{ do: 'makeChild', type: 'x' }] }] },
      'transitions.close unknownType x',
    ],
    [
      'a visit leads to no act',
      {
        transitions: [
          {
            ...close,
            effects: [
              ...(close.effects ?? []),
              { do: 'makeFollowUp', kind: 'x', clock: 'whole', over: { act: 'gone' } },
            ],
          },
        ],
      },
      'transitions.close unknownAct gone',
    ],
    ['the end of an outage settles it by no act', { whenRestored: 'gone' }, 'whenRestored unknownAct gone'],
    ['a calendar is not there', { clocks: [{ ...whole, calendarId: 'none' }] }, 'clocks.whole unknownCalendar none'],
    [
      'a condition asks for no fact',
      { clocks: [{ ...whole, startsWhen: [{ of: 'moon', op: 'is', value: 1 }] }] },
      'clocks.whole unknownField moon',
    ],
    [
      'some case has no budget',
      {
        clocks: [
          {
            ...whole,
            budgets: [{ when: [{ of: 'grade', op: 'is', value: 'major' }], measure: { kind: 'halfWorkingDay' } }],
          },
        ],
      },
      'clocks.whole lastBudgetConditional',
    ],
    [
      'nobody can choose',
      { fields: [{ key: 'cause', name: { zh: '原因', en: 'Cause' }, kind: 'choice' }] },
      'fields.cause noChoices',
    ],
    [
      'a step is never come to',
      { steps: [step, { ...step, key: 'lost' }, end], transitions: [close, { ...close, key: 'b', from: ['lost'] }] },
      'steps.lost unreachable',
    ],
    [
      'a step is never left',
      { steps: [step, { ...step, key: 'trap' }, end], transitions: [close, { ...close, key: 'b', to: 'trap' }] },
      'steps.trap noWayOut',
    ],
    ['no clock is stopped', { transitions: [{ ...close, effects: [] }] }, 'clocks.whole wholeClockStopsNowhere'],
    ['a clock never runs', { startsClocks: [] }, 'clocks.whole clockNeverStarts'],
  ])('is refused where %s', (_, change, problem) => {
    expect(problemsOf(change)).toContain(problem);
  });

  it('is refused where nobody of the center may go on', () => {
    const type = CaseType.parse(plain);
    expect(checkCaseType(type, { ...facts, heldRoles: new Set(['lead']) })).toEqual([
      { at: 'steps.taken', code: 'nobodyActs', what: '' },
    ]);
  });

  it.each(shipped.map((type) => [type.key, type] as const))(
    'asks, where it is given to somebody, for nothing that closing it asks for: %s',
    (_, { steps, transitions }) => {
      const isOver = (key: string | null) => steps.some((one) => one.key === key && one.state === 'closed');
      const closing = transitions.filter(({ to }) => isOver(to)).flatMap(({ required }) => required);
      const giving = transitions.filter(({ effects }) => effects.some(({ do: does }) => does === 'setDepartment'));
      for (const { key, required } of giving)
        expect([key, required.filter((field) => closing.includes(field))]).toEqual([key, []]);
    },
  );

  it('asks for eight things at most while the customer waits', () => {
    expect(CaseType.safeParse({ ...plain, asked: Array.from({ length: 9 }, () => 'words') }).success).toBe(false);
  });
});
