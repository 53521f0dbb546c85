import {
  type CategoryReport,
  type DeskReport,
  DeskRows,
  NO_CATEGORY,
} from '@sansheng/shared/contracts/service-desk/desk-reports';
import { entriesOf, findBrokenEntry, keepVerdicts, writeRows } from '@sansheng/shared/db';
import { shippedCaseTypes } from '@sansheng/shared/domain/cases/types/index';
import { type DeskCount, deskCounts, deskRates } from '@sansheng/shared/domain/desk-reports/desk-rates';
import { AuditSchema } from '@sansheng/shared/tables/settings/audit';
import {
  type CaseClockRow,
  CaseClockSchema,
  CasePersonSchema,
  type CaseRow,
  CaseSchema,
} from '@sansheng/shared/tables/service-desk/cases';
import { ClockVerdictSchema, RoundTimeSchema } from '@sansheng/shared/tables/service-desk/desk-reports';
import { type DispatchRow, DispatchSchema } from '@sansheng/shared/tables/service-desk/dispatch';
import { type FollowUpRow, FollowUpSchema } from '@sansheng/shared/tables/service-desk/follow-ups';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNTANT, aServiceDesk, FINANCE, REPAIR, type ServiceDesk, WORKER } from './a-service-desk.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const at = (wall: string) => Date.parse(`${wall}:00+08:00`);
const FROM = at('2024-03-01T00:00');
const TO = at('2024-04-01T00:00');
const MARCH = `from=${FROM}&to=${TO}`;
const types = shippedCaseTypes();
const versionOf = (type: string) => types.find(({ key }) => key === type)?.version ?? 1;
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, nth) => from + nth);

let desk: ServiceDesk;
beforeAll(async () => {
  desk = await aServiceDesk();
  await makeGoldenMonth();
});
afterAll(() => desk?.close());

const caseNo = (nth: number) => `TS20240301-${String(nth).padStart(4, '0')}`;
const caseId = (nth: number) => `golden-${nth}`;
const openedAt = (nth: number) => FROM + (nth % 20) * DAY_MS + 10 * HOUR_MS;

/**
 * 40 complaints: 1 to 34 settled in time, 35 to 38 late, 39 and 40 not yet; 41 cancelled and 42 merged, both late. 1 to 3
 * were worked on again. 1 to 10 were dispatched twice, 1 to 4 of them because they were returned; of 37 to 40 the
 * acceptance was late.
 */
async function makeGoldenMonth(): Promise<void> {
  const cases: CaseRow[] = [];
  const clocks: CaseClockRow[] = [];
  const dispatches: DispatchRow[] = [];
  const visits: FollowUpRow[] = [];
  for (const nth of numbers(1, 42)) {
    const openedAtMs = openedAt(nth);
    const isOpen = nth === 39 || nth === 40;
    const isLate = nth > 34;
    const dueAtMs = openedAtMs + 2 * DAY_MS;
    const doneAtMs = isOpen ? null : isLate ? dueAtMs + HOUR_MS : dueAtMs;
    const isReworked = nth <= 3;
    cases.push({
      caseId: caseId(nth),
      caseNo: caseNo(nth),
      numberEnd: caseNo(nth).slice(-4),
      typeKey: 'complaint',
      typeVersion: versionOf('complaint'),
      stepKey: isOpen ? 'judging' : nth === 41 ? 'cancelled' : 'archived',
      state: isOpen || isReworked ? 'open' : nth === 41 ? 'cancelled' : nth === 42 ? 'merged' : 'closed',
      round: isReworked ? 2 : 1,
      grade: nth <= 4 ? 'major' : 'ordinary',
      channel: 'call',
      externalNo: null,
      categoryId: nth > 38 ? null : nth % 2 === 0 && nth > 6 ? 'attitude' : 'bill',
      areaKind: null,
      amountFen: null,
      isDifficult: false,
      tier: null,
      customerId: null,
      contactName: '',
      // 2 complains about the same as 1, and 6 as 5.
      contactNumber: `+86139${String(nth === 2 || nth === 6 ? nth - 1 : nth).padStart(8, '0')}`,
      callId: null,
      title: `三月投诉 ${nth}`,
      fields: { cause: nth <= 30 ? 'system' : 'staff', ...(nth <= 20 && { isGrounded: nth <= 18 }) },
      departmentId: null,
      assigneeId: null,
      firstOwnerId: '1001',
      returns: nth <= 4 ? 1 : 0,
      reworks: isReworked ? 1 : 0,
      reopenings: 0,
      repeatOf: null,
      chases: nth > 35 && nth <= 40 ? 1 : 0,
      lastChasedAtMs: null,
      openedAtMs,
      stepSinceMs: openedAtMs,
      settledAtMs: doneAtMs,
      closedAtMs: isOpen || isReworked ? null : doneAtMs,
      nextDueAtMs: null,
      nextDueClock: null,
      version: 1,
      lastSeq: 0,
      lastHash: '0'.repeat(64),
    });
    const clock = (clockKey: string, startedAtMs: number, due: number, stoppedAtMs: number | null, round = 1) =>
      clocks.push({
        caseId: caseId(nth),
        clockKey,
        round,
        startedAtMs,
        measure: { kind: 'workingDays', days: 2 },
        calendarId: 'office',
        state: stoppedAtMs !== null && stoppedAtMs <= due ? 'kept' : 'missed',
        dueAtMs: due,
        isProvisional: false,
        isGrace: false,
        pauses: [],
        stoppedAtMs,
        levelsDone: [],
        nextActAtMs: null,
      });
    clock('whole', openedAtMs, dueAtMs, doneAtMs);
    if (isReworked) clock('whole', TO - HOUR_MS, TO + 2 * DAY_MS, TO + DAY_MS, 2);
    if (nth <= 4)
      clock('acknowledge', openedAtMs, openedAtMs + HOUR_MS / 2, openedAtMs + (nth === 4 ? HOUR_MS : 60_000));
    if (nth > 40) continue;
    for (const seq of nth <= 10 ? [2, 4] : [2]) {
      const atMs = openedAtMs + seq * HOUR_MS;
      const isAcceptedLate = nth > 36;
      const answeredAtMs = atMs + (isAcceptedLate ? HOUR_MS : HOUR_MS / 4);
      const isReturned = nth <= 4 && seq === 2;
      clock('accept', atMs, atMs + HOUR_MS / 2, answeredAtMs);
      dispatches.push({
        caseId: caseId(nth),
        seq,
        round: 1,
        departmentId: nth <= 30 ? FINANCE : REPAIR,
        employeeNo: null,
        byId: '6001',
        atMs,
        isOverruling: false,
        acceptedAtMs: isReturned ? null : answeredAtMs,
        returnedAtMs: isReturned ? answeredAtMs : null,
        returnReason: '',
        returnText: '',
      });
    }
    if (isOpen) continue;
    const state = nth <= 35 ? 'reached' : nth === 36 ? 'refused' : 'unreachable';
    visits.push({
      followUpId: `golden-visit-${nth}`,
      kind: 'complaint',
      caseId: caseId(nth),
      round: 1,
      customerId: null,
      customerName: '',
      number: '',
      dueAtMs: dueAtMs + DAY_MS,
      lastTriedAtMs: null,
      firstTriedAtMs: dueAtMs + DAY_MS + (nth === 38 ? 1 : 0),
      assigneeId: null,
      claimedAtMs: null,
      tries: 1,
      state,
      rating: nth <= 30 ? 5 : nth <= 32 ? 3 : nth <= 34 ? 1 : null,
      words: '',
      createdAtMs: doneAtMs as number,
      settledAtMs: dueAtMs + DAY_MS,
      settledById: '1002',
    });
  }
  await writeRows(desk.db, CaseSchema, cases, 'replace');
  await writeRows(desk.db, CaseClockSchema, clocks, 'replace');
  await writeRows(desk.db, DispatchSchema, dispatches, 'replace');
  await writeRows(desk.db, FollowUpSchema, visits, 'replace');
  const subject = { caseId: caseId(38), relation: 'subject', ref: '6001', sinceMs: FROM } as const;
  await writeRows(desk.db, CasePersonSchema, [subject], 'replace');
  await desk.db.transaction((into) =>
    keepVerdicts(
      into,
      cases.map((one) => one.caseId),
    ),
  );
}

const report = (query = `${MARCH}&type=complaint`, who = '3001') =>
  desk.ask<DeskReport>(who, 'GET', `/desk-reports?${query}`);
/** All pages, seven rows at a time. */
async function rowsOf(count: DeskCount, query: string, who = '3001') {
  const rows = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const after = cursor === '' ? '' : `&cursor=${cursor}`;
    const path = `/desk-reports/cases?${query}&count=${count}&limit=7${after}`;
    const page = DeskRows.parse(await desk.ask(who, 'GET', path));
    rows.push(...page.rows);
    cursor = page.nextCursor;
  }
  return rows;
}
const rate = ({ rates }: DeskReport, name: string, which: 'rate' | 'second' = 'rate') => {
  const found = rates.find((one) => one.name === name)?.[which] ?? null;
  return found === null ? '–' : (found * 100).toFixed(2);
};
const wholeOf = (nth: number, round = 1) => ({ clock: 'whole', round, startedAtMs: openedAt(nth) });
const excuse = (nth: number, who = '3001') =>
  desk.reply(who, 'POST', `/cases/${caseNo(nth)}/excuses`, { ...wholeOf(nth), reason: '台风停电' });
const takeBack = (nth: number) => desk.reply('3001', 'POST', `/cases/${caseNo(nth)}/excuses/take-back`, wholeOf(nth));

describe('the golden month', () => {
  it('has exactly these rates, and after two excuses another one beside', async () => {
    for (const nth of [35, 39]) {
      await takeBack(nth);
      expect((await excuse(nth)).status).toBe(204);
    }
    const march = await report();
    expect(march.counts).toMatchObject({ rounds: 40, settledRounds: 38, dispatches: 50, visits: 38, closed: 35 });
    expect(Object.fromEntries(march.rates.map(({ name }) => [name, rate(march, name)]))).toEqual({
      acceptedInTime: '92.00',
      doneInTime: '85.00',
      returned: '8.00',
      reworked: '7.89',
      reached: '94.74',
      satisfied: '88.24',
      participated: '94.44',
      triedInTime: '97.37',
      acknowledgedInTime: '75.00',
      promiseKept: '–',
      repeated: '5.00',
      grounded: '90.00',
      chased: '12.50',
      closedAtOnce: '94.29',
    });
    expect(rate(march, 'doneInTime', 'second')).toBe('89.47');
    expect(march.rates.find(({ name }) => name === 'reached')?.isOnTarget).toBe(false);
    expect(march.departments).toContainEqual(
      expect.objectContaining({ departmentId: FINANCE, dispatches: 40, acceptedInTime: 40, returned: 4 }),
    );
    expect(march.departments).toContainEqual(
      expect.objectContaining({ departmentId: REPAIR, dispatches: 10, acceptedInTime: 6, rounds: 10, doneInTime: 4 }),
    );
  });

  it('has a list behind each number with exactly as many rows, by either day, of a department and of a category', async () => {
    for (const query of [
      `${MARCH}&type=complaint`,
      `${MARCH}&type=complaint&by=settled`,
      `from=${Date.now() - 30 * DAY_MS}&to=${Date.now() + DAY_MS}`,
    ]) {
      const { counts, madeAtMs } = await report(`${query}&stuck=true`);
      for (const count of deskCounts) {
        const rows = await rowsOf(count, `${query}&asOf=${madeAtMs}`);
        expect([query, count, rows.length]).toEqual([query, count, counts[count]]);
        expect(new Set(rows.map(({ rowId }) => rowId)).size).toBe(rows.length);
      }
    }
    const ofRepair = await rowsOf('acceptedInTime', `${MARCH}&department=${REPAIR}`);
    expect(ofRepair.map((row) => row.departmentId)).toEqual(Array.from({ length: 6 }, () => REPAIR));
  });

  it('counts by the day of settlement when that is asked: what is open is not in it', async () => {
    const { counts, by } = await report(`${MARCH}&type=complaint&by=settled`);
    expect([by, counts.rounds, counts.doneInTime]).toEqual(['settled', 38, 34]);
  });

  it('leaves cancelled and merged cases out of every rate, and the next month has what was due in it', async () => {
    const listed = (await rowsOf('rounds', MARCH)).map((row) => row.caseNo);
    expect(listed).not.toContain(caseNo(41));
    expect(listed).not.toContain(caseNo(42));
    const april = `from=${TO}&to=${at('2024-05-01T00:00')}&type=complaint`;
    expect(await report(april)).toMatchObject({ counts: { rounds: 3, doneInTime: 3, dispatches: 0 } });
  });

  it('stays as it was when a case of it is opened again', async () => {
    const before = await report();
    const reopened = caseId(20);
    const again = { round: 2, state: 'open' as const, closedAtMs: null };
    await desk.db.getRepository(CaseSchema).update({ caseId: reopened }, again);
    await desk.db.transaction((into) => keepVerdicts(into, [reopened]));
    const after = await report();
    expect([after.counts.rounds, after.counts.doneInTime]).toEqual([before.counts.rounds, before.counts.doneInTime]);
    const closed = { round: 1, state: 'closed' as const, closedAtMs: openedAt(20) + 2 * DAY_MS };
    await desk.db.getRepository(CaseSchema).update({ caseId: reopened }, closed);
    await desk.db.transaction((into) => keepVerdicts(into, [reopened]));
  });

  it('is classified, with the period before, and exported', async () => {
    const { categories, before } = await desk.ask<CategoryReport>('3001', 'GET', `/desk-reports/categories?${MARCH}`);
    expect(before).toEqual({ fromMs: at('2024-02-01T00:00'), toMs: FROM });
    expect(categories.map(({ categoryId, complaints }) => [categoryId, complaints])).toEqual([
      ['bill', 22],
      ['attitude', 16],
      [null, 2],
    ]);
    const [bill] = categories;
    expect(bill).toMatchObject({ before: 0, share: 0.55, grave: 4, topCause: { zh: '系统' } });
    for (const { categoryId, complaints, grounded, rated, satisfied, doneInTime } of categories) {
      const query = `${MARCH}&type=complaint&category=${categoryId ?? NO_CATEGORY}`;
      const lengths = await Promise.all(
        (['complaints', 'grounded', 'rated', 'satisfied', 'doneInTime'] as const).map(
          async (count) => (await rowsOf(count, query)).length,
        ),
      );
      expect(lengths).toEqual([complaints, grounded, rated, satisfied, doneInTime]);
    }
    const csv = await desk.reply('3001', 'GET', `/desk-reports/categories-export?${MARCH}&format=csv`);
    expect(String(csv.body)).toContain('bill,22,55.00%,0,22');
    const xlsx = await desk.reply('3001', 'GET', `/desk-reports/categories-export?${MARCH}`);
    expect(xlsx.status).toBe(200);
  });

  it('is for supervisors and the complaint desk, who see nothing of what is about themselves', async () => {
    const paths = [
      `/desk-reports?${MARCH}`,
      `/desk-reports/cases?${MARCH}&count=rounds`,
      `/desk-reports/categories?${MARCH}`,
      `/desk-reports/categories-export?${MARCH}&format=csv`,
    ];
    for (const path of paths) {
      for (const who of ['1001', '2001', '4101', '5001', '9001', ACCOUNTANT, WORKER])
        expect([path, who, (await desk.reply(who, 'GET', path)).status]).toEqual([path, who, 403]);
      for (const who of ['3001', '6001'])
        expect([path, who, (await desk.reply(who, 'GET', path)).status]).toEqual([path, who, 200]);
    }
    expect((await report(`${MARCH}&type=complaint`, '6001')).counts.rounds).toBe(39);
    expect((await rowsOf('rounds', MARCH, '6001')).map((row) => row.caseNo)).not.toContain(caseNo(38));
    expect((await rowsOf('rounds', MARCH, '6001')).every(({ mayExcuse }) => !mayExcuse)).toBe(true);
  });

  it.each([
    [`from=${TO}&to=${FROM}`, 'to'],
    [`from=${FROM}&to=${FROM + 500 * DAY_MS}`, 'to'],
    [`from=${FROM}`, 'to'],
    [`${MARCH}&by=week`, 'by'],
  ])('refuses %s', async (query, field) => {
    expect(await desk.refused('3001', 'GET', `/desk-reports?${query}`)).toEqual(['badRequest', field]);
  });
});

describe('an excuse', () => {
  it('is a supervisor’s, given once with a reason, and taken back; the verdict stays', async () => {
    const shown = async () => {
      const { clocks, entries } = await desk.find('3001', caseNo(36));
      const clock = clocks.find(({ clockKey }) => clockKey === 'whole');
      return { state: clock?.state, excuse: clock?.excuse?.reason ?? null, last: entries.at(-1)?.kind };
    };
    await takeBack(36);
    expect((await excuse(36, '6001')).status).toBe(403);
    expect((await excuse(36, ACCOUNTANT)).status).toBe(403);
    expect((await excuse(36)).status).toBe(204);
    expect(await shown()).toEqual({ state: 'missed', excuse: '台风停电', last: 'excused' });
    expect((await excuse(36)).code).toBe('changedMeanwhile');
    await desk.db.getRepository(CaseSchema).update({ caseId: caseId(36) }, { departmentId: REPAIR });
    expect((await desk.find(WORKER, caseNo(36))).clocks.map((clock) => clock.excuse)).toEqual([null, null]);
    const { counts } = await report();
    expect((await rowsOf('doneExcused', MARCH)).map((row) => row.caseNo)).toContain(caseNo(36));
    expect((await takeBack(36)).status).toBe(204);
    expect(await shown()).toEqual({ state: 'missed', excuse: null, last: 'excuseTakenBack' });
    expect((await report()).counts.doneExcused).toBe(counts.doneExcused - 1);
    expect((await takeBack(36)).code).toBe('changedMeanwhile');
    expect(findBrokenEntry(await entriesOf(desk.db, caseId(36)))).toBeNull();
    const audited = await desk.db.getRepository(AuditSchema).findBy({ target: caseId(36) });
    expect(audited.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['clockExcuse.excused', 'clockExcuse.excuseTakenBack']),
    );
  });

  it('is refused for a clock that was kept, for one that is not there, and without a reason', async () => {
    expect((await excuse(1)).code).toBe('wrongState');
    const of = `/cases/${caseNo(36)}/excuses`;
    expect(await desk.refused('3001', 'POST', of, { ...wholeOf(36, 7), reason: 'x' })).toEqual(['badRequest', 'clock']);
    expect(await desk.refused('3001', 'POST', of, { ...wholeOf(36), reason: ' ' })).toEqual(['badRequest', 'reason']);
  });
});

describe('what people do', () => {
  it('is in the report of the day at once: accepted, settled in so much time, visited', async () => {
    const { caseNo: number, caseId: id } = await desk.open('1001', {
      type: 'complaint',
      title: '账单金额有异议',
      contactNumber: '13900139000',
    });
    const fromMs = Date.now() - DAY_MS;
    await desk.act('6001', number, 'takeUp');
    await desk.act('6001', number, 'dispatch', { fields: { department: FINANCE } });
    await desk.act(ACCOUNTANT, number, 'accept');
    await desk.act(ACCOUNTANT, number, 'answer', { fields: { findings: '系统重复出账', cause: 'system' } });
    await desk.act('6001', number, 'propose', { fields: { plan: '退费' } });
    await desk.act('3001', number, 'approve');
    await desk.act('6001', number, 'carriedOut', { fields: { hasConsent: true } });
    const verdicts = await desk.db.getRepository(ClockVerdictSchema).findBy({ caseId: id });
    expect(verdicts.map(({ kind, departmentId }) => [kind, departmentId]).sort()).toEqual([
      ['accept', FINANCE],
      ['whole', FINANCE],
    ]);
    const [time] = await desk.db.getRepository(RoundTimeSchema).findBy({ caseId: id });
    expect(time?.elapsedMs).toBe(
      (verdicts.find(({ kind }) => kind === 'whole')?.doneAtMs ?? 0) - (verdicts[0]?.openedAtMs ?? 0),
    );
    await desk.act('1001', number, 'satisfied', { fields: { satisfaction: 5 } });
    const today = `from=${fromMs}&to=${Date.now() + DAY_MS}&by=settled`;
    for (const count of ['acceptedInTime', 'doneInTime', 'grounded', 'settledRounds', 'satisfied'] as const)
      expect([count, (await rowsOf(count, today)).map((row) => row.caseNo)]).toEqual([
        count,
        expect.arrayContaining([number]),
      ]);
    expect((await report(today)).handling.rounds).toBeGreaterThan(0);
  });

  it('has no rate where there was nothing', async () => {
    const empty = await report(`from=${at('2020-01-01T00:00')}&to=${at('2020-02-01T00:00')}`);
    const ofDay = Object.keys(deskRates);
    expect(empty.rates.map(({ name, rate: none, second }) => [name, none, second])).toEqual(
      ofDay.map((name) => [name, null, null]),
    );
    expect(empty.handling).toMatchObject({ rounds: 0, openMs: { median: null, p90: null } });
    expect(empty.complaintsPerThousandCalls).toBeNull();
  });
});
