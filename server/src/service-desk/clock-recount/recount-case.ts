/** The clocks of one case by calendars as they are now: one transaction, with an entry for each time that is another. */
import {
  addEntry,
  clocksOf,
  entryOf,
  findCase,
  inTransaction,
  type NewEntry,
  saveClocks,
  saveNextDue,
} from '@sansheng/shared/db';
import { type CaseClock, recountClock, takeEarlierTime } from '@sansheng/shared/domain/cases/case-clock';
import { type CaseNow, type CaseParts, clockParts } from '@sansheng/shared/domain/cases/move-case';
import type { DeadlineCalendar } from '@sansheng/shared/domain/open-time';
import type { CaseRow } from '@sansheng/shared/tables/service-desk/cases';
import type { EntityManager } from 'typeorm';
import type { CaseWork } from '../cases/index.ts';
import { agreedTimes, forgetEarlierTime, keepEarlierTime } from './clock-recount.store.ts';

export type Calendars = ReadonlyMap<string, DeadlineCalendar>;
type Work = Pick<CaseWork, 'context' | 'types'>;

/** Later times hold at once, earlier ones wait. Asked again by the same calendar it changes nothing. */
export function recountCase(
  work: Work,
  calendars: Calendars,
  { caseId, calendarId }: { caseId: string; calendarId: string },
  nowMs: number,
): Promise<{ later: number; earlier: number }> {
  return inTransaction(work.context.db, async (into) => {
    const counted = { later: 0, earlier: 0 };
    await changeClocks(work, calendars, into, caseId, async (parts, row, clock) => {
      if (clock.calendarId !== calendarId || clock.stoppedAtMs !== null) return null;
      const recount = recountClock(clockParts(parts, row as CaseNow, clock.clockKey), clock, nowMs);
      if (recount.kind === 'earlier') {
        counted.earlier += 1;
        const [dueAtMs, earlierAtMs] = [clock.dueAtMs as number, recount.clock.dueAtMs as number];
        const { clockKey, round, startedAtMs } = clock;
        const found = { caseId, clockKey, round, startedAtMs, calendarId, dueAtMs, earlierAtMs };
        await keepEarlierTime(into, { ...found, foundAtMs: nowMs, agreedBy: null });
        return null;
      }
      if (recount.kind === 'same') return null;
      const isOther = recount.clock.dueAtMs !== clock.dueAtMs;
      if (isOther) counted.later += 1;
      return {
        clock: recount.clock,
        entry: isOther ? recountedEntry(clock, recount.clock, '', nowMs, 'recounted') : null,
      };
    });
    return counted;
  });
}

/** The earlier times that a supervisor took, as long as they are earlier. */
export function takeTimesOf(work: Work, calendars: Calendars, caseId: string, nowMs: number): Promise<void> {
  return inTransaction(work.context.db, async (into) => {
    await changeClocks(work, calendars, into, caseId, async (parts, row, clock) => {
      const agreed = (await agreedTimes(into, caseId)).find(
        ({ clockKey, round, startedAtMs }) =>
          clockKey === clock.clockKey && round === clock.round && startedAtMs === clock.startedAtMs,
      );
      if (agreed === undefined) return null;
      await forgetEarlierTime(into, agreed);
      // Somebody gave it another time since.
      if (clock.stoppedAtMs !== null || clock.dueAtMs !== agreed.dueAtMs) return null;
      const taken = takeEarlierTime(clockParts(parts, row as CaseNow, clock.clockKey), clock, nowMs);
      if (taken === null) return null;
      return { clock: taken, entry: recountedEntry(clock, taken, agreed.agreedBy ?? '', nowMs, 'agreed') };
    });
  });
}

type Changed = { clock: CaseClock; entry: NewEntry | null } | null;

async function changeClocks(
  { types }: Work,
  calendars: Calendars,
  into: EntityManager,
  caseId: string,
  change: (parts: CaseParts, row: CaseRow, clock: CaseClock) => Promise<Changed>,
): Promise<void> {
  const row = await findCase(into, caseId, true);
  if (row === null) return;
  const parts = { type: await types.of(row.typeKey, row.typeVersion), calendars };
  const before = await clocksOf(into, caseId);
  const after: CaseClock[] = [];
  let now = row;
  for (const clock of before) {
    const changed = await change(parts, row, clock);
    after.push(changed?.clock ?? clock);
    if (changed?.entry) now = await addEntry(into, now, changed.entry);
  }
  const others = after.filter((clock, at) => clock !== before[at]);
  if (others.length === 0) return;
  await saveClocks(into, caseId, others);
  await saveNextDue(into, caseId, after);
}

const recountedEntry = (
  { clockKey, round, dueAtMs }: CaseClock,
  to: CaseClock,
  byId: string,
  atMs: number,
  why: 'recounted' | 'agreed',
): NewEntry => ({
  ...entryOf('clock', byId, atMs, ''),
  visibility: 'department',
  data: { clock: clockKey, round, before: dueAtMs, after: to.dueAtMs, why },
});
