import {
  type ClockRecountRow,
  ClockRecountSchema,
  type EarlierTimeRow,
  EarlierTimeSchema,
} from '@sansheng/shared/tables/service-desk/clock-recount';
import { type DataSource, type EntityManager, LessThanOrEqual, Not, IsNull } from 'typeorm';

type From = DataSource | EntityManager;

/** Locked, so that what is read of calendars afterwards is not older than what another server has marked. */
export async function lockRecounts(into: EntityManager): Promise<Map<string, ClockRecountRow>> {
  const rows = await into.getRepository(ClockRecountSchema).find({ lock: { mode: 'pessimistic_write' } });
  return new Map(rows.map((row) => [row.calendarId, row]));
}

/** From the first case on. */
export const beginRecount = (into: EntityManager, calendarId: string, mark: string, beginsAtMs: number) =>
  into.getRepository(ClockRecountSchema).save({
    calendarId,
    mark,
    beginsAtMs,
    atCaseId: '',
    heldUntilMs: 0,
    looked: 0,
    later: 0,
    earlier: 0,
    finishedAtMs: null,
  });

/** One that nobody is at, for this server until `untilMs`; null: there is none. */
export async function takeRecount(db: DataSource, nowMs: number, untilMs: number): Promise<ClockRecountRow | null> {
  const rows = await db.getRepository(ClockRecountSchema).find({
    where: { atCaseId: Not(IsNull()), beginsAtMs: LessThanOrEqual(nowMs), heldUntilMs: LessThanOrEqual(nowMs) },
    order: { beginsAtMs: 'ASC' },
  });
  for (const row of rows) {
    const { calendarId, mark, heldUntilMs } = row;
    const { affected } = await db
      .getRepository(ClockRecountSchema)
      .update({ calendarId, mark, heldUntilMs }, { heldUntilMs: untilMs });
    if (affected === 1) return row;
  }
  return null;
}

/** Nothing where the calendar was changed meanwhile: its cases are looked at from the first on. */
export const saveRecount = (
  db: DataSource,
  { calendarId, mark, beginsAtMs }: ClockRecountRow,
  to: Partial<ClockRecountRow>,
) => db.getRepository(ClockRecountSchema).update({ calendarId, mark, beginsAtMs }, { ...to, heldUntilMs: 0 });

/** Cases behind `atCaseId` with a clock of the calendar that is not stopped. */
export async function casesOfCalendar(
  db: DataSource,
  calendarId: string,
  atCaseId: string,
  limit: number,
): Promise<string[]> {
  const rows = (await db.query(
    `SELECT DISTINCT caseId FROM case_clocks WHERE calendarId = ? AND stoppedAtMs IS NULL AND caseId > ?
     ORDER BY caseId LIMIT ?`,
    [calendarId, atCaseId, limit],
  )) as { caseId: string }[];
  return rows.map(({ caseId }) => caseId);
}

export const keepEarlierTime = (into: EntityManager, row: EarlierTimeRow) =>
  into.getRepository(EarlierTimeSchema).save(row);
export type OneClock = Pick<EarlierTimeRow, 'caseId' | 'clockKey' | 'round' | 'startedAtMs'>;
export const forgetEarlierTime = (into: EntityManager, { caseId, clockKey, round, startedAtMs }: OneClock) =>
  into.getRepository(EarlierTimeSchema).delete({ caseId, clockKey, round, startedAtMs });

/** What an earlier look found and this one did not. */
export const forgetOlder = (db: DataSource, calendarId: string, beforeMs: number) =>
  db.query('DELETE FROM earlier_times WHERE calendarId = ? AND foundAtMs < ? AND agreedBy IS NULL', [
    calendarId,
    beforeMs,
  ]);

/** Only while the clock runs as it did when it was found. */
const stillHolds = `FROM earlier_times e JOIN case_clocks k USING (caseId, clockKey, round, startedAtMs)
  JOIN cases c USING (caseId) WHERE e.agreedBy IS NULL AND e.foundAtMs <= ? AND k.dueAtMs = e.dueAtMs
  AND k.stoppedAtMs IS NULL AND k.state IN ('running', 'paused')`;

export interface ShownTime extends Pick<EarlierTimeRow, 'clockKey' | 'dueAtMs' | 'earlierAtMs'> {
  caseNo: string;
  title: string;
  typeKey: string;
  typeVersion: number;
}
/** Those that come first, and how many there are. */
export async function listEarlierTimes(
  db: DataSource,
  asOfMs: number,
  limit: number,
): Promise<{ times: ShownTime[]; total: number }> {
  const [times, [{ total }]] = (await Promise.all([
    db.query(
      `SELECT c.caseNo, c.title, c.typeKey, c.typeVersion, e.clockKey, e.dueAtMs, e.earlierAtMs ${stillHolds}
       ORDER BY e.earlierAtMs, e.caseId LIMIT ?`,
      [asOfMs, limit],
    ),
    db.query(`SELECT COUNT(*) AS total ${stillHolds}`, [asOfMs]),
  ])) as [ShownTime[], [{ total: number | string }]];
  return { times, total: Number(total) };
}

/** Returns to how many. */
export async function agreeToAll(into: EntityManager, employeeNo: string, asOfMs: number): Promise<number> {
  const { affected } = await into
    .getRepository(EarlierTimeSchema)
    .update({ agreedBy: IsNull(), foundAtMs: LessThanOrEqual(asOfMs) }, { agreedBy: employeeNo });
  return affected ?? 0;
}

export async function agreedCases(db: DataSource, limit: number): Promise<string[]> {
  const rows = (await db.query(
    'SELECT DISTINCT caseId FROM earlier_times WHERE agreedBy IS NOT NULL ORDER BY caseId LIMIT ?',
    [limit],
  )) as { caseId: string }[];
  return rows.map(({ caseId }) => caseId);
}

export const agreedTimes = (from: From, caseId: string): Promise<EarlierTimeRow[]> =>
  from.getRepository(EarlierTimeSchema).findBy({ caseId, agreedBy: Not(IsNull()) });
