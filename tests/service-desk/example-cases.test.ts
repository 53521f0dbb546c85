import { clocksOf, entriesOf, findBrokenEntry } from '@sansheng/shared/db';
import { CaseSchema } from '@sansheng/shared/tables/service-desk/cases';
import { DispatchSchema } from '@sansheng/shared/tables/service-desk/dispatch';
import { ClockVerdictSchema, RoundTimeSchema } from '@sansheng/shared/tables/service-desk/desk-reports';
import { FollowUpSchema } from '@sansheng/shared/tables/service-desk/follow-ups';
import type { EntityManager } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { caseExamples } from '../../queue-workers/src/seed/examples/service-desk/cases.ts';
import { departmentExamples } from '../../queue-workers/src/seed/examples/service-desk/departments.ts';
import { dispatchExamples } from '../../queue-workers/src/seed/examples/service-desk/dispatch.ts';
import { seedDemonstration } from '../../queue-workers/src/seed/seed-demonstration.ts';
import { aRecordsCenter, type RecordsCenter } from '../records/records-center.ts';

let center: RecordsCenter;
beforeAll(async () => {
  center = await aRecordsCenter();
  await seedDemonstration(center.db, Date.now(), [departmentExamples]);
});
afterAll(() => center?.close());

/** What was written is taken back. */
async function tried(nowMs: number, look: (into: EntityManager) => Promise<void>): Promise<void> {
  const runner = center.db.createQueryRunner();
  await runner.startTransaction();
  try {
    await caseExamples('Asia/Shanghai')(runner.manager, nowMs);
    await dispatchExamples(runner.manager, nowMs);
    await look(runner.manager);
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
}

// At night, at a weekend, in a holiday, on a worked Saturday, in a year of which no holidays are known, in the morning.
it.each([
  '2026-12-01T03:00',
  '2026-12-05T15:00',
  '2026-10-03T11:00',
  '2026-10-10T11:00',
  '2027-01-01T10:00',
  '2026-12-01T09:05',
])('shows every state of a case whenever the demonstration begins: %s', async (start) => {
  const nowMs = Date.parse(`${start}:00+08:00`);
  await tried(nowMs, async (into) => {
    const cases = await into.getRepository(CaseSchema).find();
    expect(new Set(cases.map(({ state }) => state))).toEqual(new Set(['open', 'waiting', 'settled', 'closed']));
    expect(new Set(cases.map(({ typeKey }) => typeKey)).size).toBe(6);
    const titled = (title: string) => cases.find((one) => one.title === title);
    const late = titled('账单金额有异议');
    expect(late).toMatchObject({ stepKey: 'dispatched', departmentId: 'finance', nextDueClock: 'accept' });
    expect(late?.nextDueAtMs).toBeLessThan(nowMs);
    expect(titled('路灯不亮')).toMatchObject({ stepKey: 'created', returns: 2 });
    const lights = titled('路灯不亮')?.caseId ?? '';
    const sent = await into.getRepository(DispatchSchema).find({ where: { caseId: lights }, order: { seq: 'ASC' } });
    expect(
      sent.map(({ departmentId, returnedAtMs, returnText }) => [
        departmentId,
        returnedAtMs !== null && returnText !== '',
      ]),
    ).toEqual([
      ['property', true],
      ['repair', true],
    ]);
    const verdicts = into.getRepository(ClockVerdictSchema);
    // What a report counts of it knows to whom it went and that it came back.
    expect(
      await verdicts.find({
        select: { departmentId: true, isReturned: true },
        where: { caseId: lights, kind: 'accept' },
        order: { startedAtMs: 'ASC' },
      }),
    ).toEqual([
      { departmentId: 'property', isReturned: true },
      { departmentId: 'repair', isReturned: true },
    ]);
    expect(titled('退款迟迟未到账')).toMatchObject({ round: 2, reworks: 1 });
    const majors = await clocksOf(into, titled('小区多次停水未提前通知')?.caseId ?? '');
    expect(majors.find(({ clockKey }) => clockKey === 'acknowledge')).toMatchObject({ state: 'kept' });
    for (const { caseId, openedAtMs } of cases) {
      const entries = await entriesOf(into, caseId);
      expect(findBrokenEntry(entries)).toBeNull();
      const times = entries.map(({ atMs }) => atMs);
      expect(times).toEqual(times.toSorted((one, other) => one - other));
      expect(times[0]).toBe(openedAtMs);
      expect(times.at(-1)).toBeLessThanOrEqual(nowMs);
    }
    expect(await into.getRepository(FollowUpSchema).countBy({ state: 'planned' })).toBe(1);
    // Each round that is settled has taken some time.
    const times = await into.getRepository(RoundTimeSchema).find();
    expect(times.length).toBeGreaterThanOrEqual(cases.filter(({ state }) => state === 'closed').length);
    expect(times.every(({ elapsedMs, openMs }) => openMs >= 0 && openMs <= elapsedMs)).toBe(true);
  });
});
