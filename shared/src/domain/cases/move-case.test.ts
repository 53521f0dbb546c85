import { describe, expect, it } from 'vitest';
import { A, at, wall } from '../calendars-of-2026.ts';
import type { DeadlineCalendar } from '../open-time.ts';
import type { CaseClock } from './case-clock.ts';
import {
  type CaseMove,
  type CaseNow,
  type CaseParts,
  type CasePerson,
  isIdle,
  moveCase,
  openCase,
  refitClocks,
} from './move-case.ts';
import { shippedCaseTypes } from './types/index.ts';

const types = new Map(shippedCaseTypes().map((type) => [type.key, type]));
const always: DeadlineCalendar = { ...A, calendarId: 'always', hours: null };
const calendars = new Map([
  ['office', { ...A, calendarId: 'office' }],
  ['always', always],
]);
const partsOf = (key: string): CaseParts => ({ type: types.get(key) as CaseParts['type'], calendars });
const person = (employeeNo: string, roles: CasePerson['roles'], departmentIds: string[] = []): CasePerson => ({
  employeeNo,
  roles,
  departmentIds,
  headOf: [],
});
const seat = person('1001', ['agent']);
const handler = person('6001', ['complaint_handler']);
const supervisor = person('3001', ['supervisor']);
const accountant = person('8301', ['department'], ['finance']);
const engineer = person('8001', ['department'], ['repair']);
const dispatcher = person('7001', ['dispatcher']);

const given = {
  grade: 'ordinary',
  channel: 'call',
  categoryId: null,
  areaKind: null,
  amountFen: null,
  isDifficult: false,
  tier: null,
  fields: {},
} as const;

/** A case that moves on from act to act. */
function aCase(key: string, facts: Partial<Parameters<typeof openCase>[1]> = {}, openedAt = '2026-11-30T10:00') {
  const parts = partsOf(key);
  const opened = openCase(parts, { ...given, ...facts }, seat.employeeNo, at(openedAt));
  if (opened.kind !== 'opened') throw new Error(opened.kind);
  let { now, clocks }: { now: CaseNow; clocks: CaseClock[] } = opened;
  const outcomes: string[] = [];
  const act = (
    who: CasePerson,
    transition: string,
    time: string,
    with_: {
      fields?: object;
      text?: string;
      isForced?: boolean;
      pause?: { reason: 'customer'; untilMs: number | null };
    } = {},
    hasOpenChildren = false,
  ): CaseMove['kind'] => {
    const { fields = {}, text = '好的', isForced = false, pause } = with_;
    const asked = { transition, text, fields: fields as Record<string, unknown>, isForced, ...(pause && { pause }) };
    const move = moveCase(parts, { now, clocks, hasOpenChildren }, asked, who, at(time));
    if (move.kind === 'moved') {
      ({ now, clocks } = move);
      outcomes.push(...move.outcomes.map((one) => (one.do === 'notify' ? `${one.whom} ${one.template}` : one.do)));
    }
    return move.kind;
  };
  return {
    parts,
    act,
    outcomes,
    get now() {
      return now;
    },
    get clocks() {
      return clocks;
    },
    /** `whole 1 kept 2026-12-02T18:00` for each clock. */
    get verdicts() {
      return clocks.map(({ clockKey, round, state, dueAtMs }) =>
        [clockKey, round, state, dueAtMs === null ? '-' : wall(dueAtMs)].join(' '),
      );
    },
  };
}

describe('a complaint', () => {
  it('goes from its registration to the archive, each desk in its turn', () => {
    const one = aCase('complaint');
    expect(one.act(accountant, 'takeUp', '2026-11-30T10:05')).toBe('notAllowed');
    expect(one.act(handler, 'takeUp', '2026-11-30T10:05')).toBe('moved');
    expect(one.act(handler, 'dispatch', '2026-11-30T10:30')).toBe('fieldMissing');
    expect(one.act(handler, 'dispatch', '2026-11-30T10:30', { fields: { department: 'finance' } })).toBe('moved');
    expect(one.act(engineer, 'accept', '2026-11-30T10:40')).toBe('notAllowed');
    expect(one.act(accountant, 'accept', '2026-11-30T10:40')).toBe('moved');
    expect(one.act(handler, 'approve', '2026-11-30T10:45')).toBe('notAllowed');
    const answer = { fields: { findings: '账单重复', cause: 'system' } };
    expect(one.act(accountant, 'answer', '2026-11-30T15:00', answer)).toBe('moved');
    expect(one.now.departmentId).toBeNull();
    expect(one.act(handler, 'propose', '2026-11-30T15:30', { fields: { plan: '退费并致歉' } })).toBe('moved');
    expect(one.act(supervisor, 'reject', '2026-11-30T16:00', { text: '' })).toBe('textMissing');
    expect(one.act(supervisor, 'approve', '2026-11-30T16:00')).toBe('moved');
    const consent = { fields: { hasConsent: true, consentAtSecond: 72 } };
    expect(one.act(handler, 'carriedOut', '2026-12-01T09:30', consent)).toBe('moved');
    expect(one.now).toMatchObject({ stepKey: 'visiting', state: 'settled', settledAtMs: at('2026-12-01T09:30') });
    expect(one.act(seat, 'satisfied', '2026-12-02T10:00', { fields: { satisfaction: 5 } })).toBe('moved');
    expect(one.act(handler, 'archive', '2026-12-03T10:00', { fields: { improvement: '核对出账' } })).toBe('moved');
    expect(one.now).toMatchObject({ stepKey: 'archived', state: 'closed', round: 1, returns: 0 });
    expect(one.verdicts).toEqual([
      'whole 1 kept 2026-12-02T18:00',
      'judge 1 kept 2026-11-30T12:00',
      'accept 1 kept 2026-11-30T11:00',
      'investigate 1 kept 2026-12-01T18:00',
      'approve 1 kept 2026-12-01T10:30',
      'visit 1 kept 2026-12-03T18:00',
      'sumUp 1 kept 2026-12-09T18:00',
    ]);
    expect(one.outcomes).toEqual([
      'customer complaintTakenUp',
      'departmentHead caseDispatched',
      'supervisor planToApprove',
      'assignee planApproved',
      'makeFollowUp',
    ]);
  });

  it('is explained and closed where it is not grounded', () => {
    const one = aCase('complaint');
    one.act(handler, 'takeUp', '2026-11-30T10:05');
    expect(one.act(handler, 'notGrounded', '2026-11-30T10:30')).toBe('moved');
    expect(one.act(handler, 'explained', '2026-11-30T11:00')).toBe('moved');
    expect(one.now).toMatchObject({ state: 'closed', fields: { isGrounded: false } });
  });

  it('begins another round when the visit goes badly; what the first came to stands', () => {
    const one = aCase('complaint');
    one.act(handler, 'takeUp', '2026-11-30T10:05');
    one.act(handler, 'dispatch', '2026-11-30T10:30', { fields: { department: 'finance' } });
    one.act(accountant, 'accept', '2026-11-30T10:40');
    one.act(accountant, 'answer', '2026-11-30T11:00', { fields: { findings: '无误', cause: 'customer' } });
    one.act(handler, 'propose', '2026-11-30T11:30', { fields: { plan: '解释' } });
    one.act(supervisor, 'approve', '2026-11-30T13:40');
    one.act(handler, 'carriedOut', '2026-12-01T11:00', { fields: { hasConsent: false } });
    const bad = { fields: { satisfaction: 1, department: 'repair' }, text: '没有解决' };
    expect(one.act(seat, 'dissatisfied', '2026-12-04T09:30', bad)).toBe('moved');
    expect(one.now).toMatchObject({ round: 2, reworks: 1, departmentId: 'repair', state: 'open', settledAtMs: null });
    const wholes = one.verdicts.filter((line) => line.startsWith('whole'));
    expect(wholes).toEqual(['whole 1 kept 2026-12-02T18:00', 'whole 2 running 2026-12-08T18:00']);
  });

  it('counts a return, and has nobody of that department afterwards', () => {
    const one = aCase('complaint');
    one.act(handler, 'takeUp', '2026-11-30T10:05');
    one.act(handler, 'dispatch', '2026-11-30T10:30', { fields: { department: 'finance' } });
    const text = '不归我们';
    expect(one.act(accountant, 'return', '2026-11-30T10:50', { text })).toBe('fieldMissing');
    const fields = { returnReason: 'notOurs' };
    expect(one.act(accountant, 'return', '2026-11-30T10:50', { text, fields })).toBe('moved');
    expect(one.now).toMatchObject({ stepKey: 'judging', returns: 1, departmentId: null, assigneeId: null });
    expect(one.act(accountant, 'accept', '2026-11-30T10:55')).toBe('notAllowed');
  });

  it('from a regulator has fifteen days of the calendar', () => {
    const one = aCase('complaint', { channel: 'regulator' });
    expect(one.verdicts[0]).toBe('whole 1 running 2026-12-16T00:00');
  });

  it('that becomes major runs half an hour, whatever the hour, until a supervisor has seen it', () => {
    const one = aCase('complaint');
    const major = { ...one.now, grade: 'major' as const };
    const clocks = refitClocks(one.parts, one.now, major, one.clocks, at('2026-11-28T22:10'));
    const acknowledge = clocks.find(({ clockKey }) => clockKey === 'acknowledge') as CaseClock;
    expect(wall(acknowledge.dueAtMs as number)).toBe('2026-11-28T22:40');
    const act = { transition: 'acknowledge', text: '', fields: {}, isForced: false };
    const state = { now: major, clocks, hasOpenChildren: false };
    const seen = moveCase(one.parts, state, act, supervisor, at('2026-11-28T22:28'));
    if (seen.kind !== 'moved') throw new Error(seen.kind);
    expect(seen.clocks.find(({ clockKey }) => clockKey === 'acknowledge')?.state).toBe('kept');
    const { transitions } = partsOf('complaint').type;
    const idle = (of: readonly CaseClock[]) => transitions.filter((each) => isIdle(each, of)).map(({ key }) => key);
    expect([idle(clocks), idle(seen.clocks)]).toEqual([[], ['acknowledge']]);
    expect(seen.now.stepSinceMs).toBe(one.now.stepSinceMs);
  });
});

describe('any case', () => {
  it('is forced on by a supervisor alone, and only with a reason', () => {
    const one = aCase('workOrder');
    expect(one.act(dispatcher, 'dispatch', '2026-11-30T10:01', { isForced: true })).toBe('fieldMissing');
    expect(one.act(supervisor, 'accept', '2026-11-30T10:01', { isForced: true })).toBe('notHere');
    expect(one.act(supervisor, 'dispatch', '2026-11-30T10:01', { isForced: true, text: ' ' })).toBe('textMissing');
    expect(one.act(supervisor, 'dispatch', '2026-11-30T10:01', { isForced: true, text: '夜间无人值班' })).toBe('moved');
  });

  it('takes no field that the act does not offer, and none that is not what it should be', () => {
    const one = aCase('workOrder');
    expect(one.act(dispatcher, 'dispatch', '2026-11-30T10:01', { fields: { department: 'repair', work: 'x' } })).toBe(
      'badField',
    );
    expect(one.act(dispatcher, 'dispatch', '2026-11-30T10:01', { fields: { department: 7 } })).toBe('badField');
    expect(one.now.stepKey).toBe('created');
  });

  it('does not settle before its children, unless it is forced', () => {
    const one = aCase('workOrder');
    one.act(dispatcher, 'dispatch', '2026-11-30T10:01', { fields: { department: 'repair' } });
    one.act(engineer, 'accept', '2026-11-30T10:05');
    const done = { fields: { work: '换线', cause: 'line' } };
    expect(one.act(engineer, 'finish', '2026-11-30T11:00', done, true)).toBe('childrenOpen');
    expect(one.act(supervisor, 'finish', '2026-11-30T11:00', { ...done, isForced: true }, true)).toBe('moved');
  });

  it('settles before its children where its type says so', () => {
    const one = aCase('workOrder');
    one.act(dispatcher, 'dispatch', '2026-11-30T10:01', { fields: { department: 'repair' } });
    one.act(engineer, 'accept', '2026-11-30T10:05');
    const parts = { ...one.parts, type: { ...one.parts.type, settlesBeforeChildren: true } };
    const act = { transition: 'finish', text: '', fields: { work: '换线', cause: 'line' }, isForced: false };
    const state = { now: one.now, clocks: one.clocks, hasOpenChildren: true };
    expect(moveCase(parts, state, act, engineer, at('2026-11-30T11:00')).kind).toBe('moved');
  });

  it('stands while the customer is waited for, with the rest of its time', () => {
    const one = aCase('workOrder');
    one.act(dispatcher, 'dispatch', '2026-11-30T10:01', { fields: { department: 'repair' } });
    one.act(engineer, 'accept', '2026-11-30T10:05');
    expect(one.act(engineer, 'wait', '2026-11-30T10:20')).toBe('pauseMissing');
    expect(one.act(engineer, 'wait', '2026-11-30T10:20', { pause: { reason: 'customer', untilMs: null } })).toBe(
      'moved',
    );
    expect(one.verdicts.filter((line) => line.includes('paused'))).toEqual(['finish 1 paused -', 'onSite 1 paused -']);
    one.act(engineer, 'goOn', '2026-12-01T10:20');
    expect(one.verdicts).toContain('onSite 1 running 2026-12-01T10:46');
    expect(one.verdicts).toContain('finish 1 running 2026-12-02T18:00');
  });

  it.each([
    [4_999, '2026-11-30T10:30'],
    [5_000, '2026-11-30T12:00'],
    [29_999, '2026-11-30T18:00'],
    [30_000, '2026-12-02T18:00'],
    [100_000, '2026-12-02T18:00'],
  ])('of a claim of %i yuan has its price checked by %s', (yuan, due) => {
    const one = aCase('claimStep', { amountFen: yuan * 100 });
    one.act(seat, 'handOver', '2026-11-30T10:00', { fields: { department: 'claims' } });
    const adjuster = person('8201', ['department'], ['claims']);
    one.act(adjuster, 'accept', '2026-11-30T10:00');
    one.act(adjuster, 'surveyed', '2026-11-30T10:00', {
      fields: { report: '无异议' },
    });
    expect(one.verdicts.find((line) => line.startsWith('price'))).toBe(`price 1 running ${due}`);
  });

  it('of a claim that is returned goes back to who hands over, and runs again there', () => {
    const one = aCase('claimStep', { amountFen: 499_900 });
    one.act(seat, 'handOver', '2026-11-30T10:00', { fields: { department: 'claims' } });
    const adjuster = person('8201', ['department'], ['claims']);
    expect(one.act(adjuster, 'return', '2026-11-30T10:10', { fields: { returnReason: 'missingFacts' } })).toBe('moved');
    expect(one.now).toMatchObject({ stepKey: 'registered', departmentId: null, returns: 1 });
    expect(one.verdicts).toContain('accept 1 kept 2026-11-30T10:30');
  });

  it.each([
    ['gas-smell', ['safety 1 running 2026-11-30T03:30']],
    ['no-gas', []],
  ])('of %s that somebody is in danger by runs at night, and from the first word', (categoryId, expected) => {
    const one = aCase('workOrder', { categoryId }, '2026-11-30T03:00');
    expect(one.verdicts.filter((line) => line.startsWith('safety'))).toEqual(expected);
    if (expected.length === 0) return;
    one.act(dispatcher, 'dispatch', '2026-11-30T03:02', { fields: { department: 'repair' } });
    one.act(engineer, 'accept', '2026-11-30T03:03');
    one.act(engineer, 'arrive', '2026-11-30T03:25');
    expect(one.verdicts).toContain('safety 1 kept 2026-11-30T03:30');
  });
});
