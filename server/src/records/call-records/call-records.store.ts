import {
  type CallCount,
  type CallDetail,
  type CallQuery,
  type CallSummary,
  MAX_CALLS_COUNTED,
  type OpenWrapUp,
} from '@sansheng/shared/contracts/records/call-records';
import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import {
  LegSchema,
  type CallRow,
  LegQualitySchema,
  OfferSchema,
  QueueEntrySchema,
} from '@sansheng/shared/tables/records/call-records';
import { type CallsBehind, callsBehind } from '@sansheng/shared/db';
import { QueueSchema } from '@sansheng/shared/tables/telephony/queues';
import {
  type RecordingRow,
  RecordingSchema,
  type LegalHoldRow,
  LegalHoldSchema,
} from '@sansheng/shared/tables/records/recordings';
import { RoomSettingsSchema } from '@sansheng/shared/tables/lead-room/live-board';
import { WrapUpCategorySchema } from '@sansheng/shared/tables/telephony/wrap-up';
import type { LiveEvent } from '@sansheng/shared/contracts/events';
import { wrapUpsFrom } from '@sansheng/shared/domain/wrap-up-record';
import { askForWords } from '@sansheng/shared/domain/note-words';
import { compareEventIds } from '@sansheng/shared/domain/call-record';
import { type DataSource, In, IsNull } from 'typeorm';
import type { z } from 'zod';
import type { PageCursor } from '../../platform/http/page-cursor.ts';
import type { CallScope } from './call-scope.ts';

/** A call with the names that belong to its ids; the number as stored. */
type CallWithNames = CallRow & Pick<CallSummary, 'queueName' | 'agentName' | 'categoryName' | 'recordingState'>;

export type CallFilter = Omit<z.output<typeof CallQuery>, 'from' | 'to' | 'cursor' | 'number' | 'agent'> & {
  fromMs?: number;
  toMs?: number;
  /** Any of these, as they may be stored. */
  callerNumbers?: string[];
  /** Seats that are asked for: any of these. */
  agents?: string[];
  after: PageCursor<number> | null;
};

/** An older one is no longer anybody's task; its record stays incomplete. */
const OPEN_DAYS = 31;
const OPEN_SHOWN = 100;

const withNames = `c.*, q.name AS queueName, a.name AS agentName, w.name AS categoryName, r.state AS recordingState`;
const names = `LEFT JOIN queues q ON q.queueId = c.queueId
  LEFT JOIN accounts a ON a.employeeNo = c.agentId
  LEFT JOIN wrap_up_categories w ON w.categoryId = c.categoryId
  LEFT JOIN recordings r ON r.recordingId = c.recordingId`;

interface Chosen {
  /** On `calls c`. */
  conditions: string;
  values: unknown[];
  scope: CallScope;
  things: CallsBehind['things'];
}

/** The SQL of a filter; null where no call can match. */
async function choose(
  db: DataSource,
  within: CallScope,
  filter: Omit<CallFilter, 'after' | 'limit'>,
): Promise<Chosen | null> {
  const conditions: string[] = ['TRUE'];
  const values: unknown[] = [];
  const where = (condition: string, ...given: unknown[]) => {
    conditions.push(condition);
    values.push(...given);
  };
  if (filter.fromMs !== undefined) where('arrivedAtMs >= ?', filter.fromMs);
  if (filter.toMs !== undefined) where('arrivedAtMs < ?', filter.toMs);
  if (filter.queue !== undefined) where('queueId = ?', filter.queue);
  if (filter.callerNumbers !== undefined) where('callerNumber IN (?)', filter.callerNumbers);
  if (filter.customer !== undefined) where('customerId = ?', filter.customer);
  if (filter.note !== undefined && filter.note !== '') {
    const asked = askForWords(filter.note);
    if (asked === '') return null;
    where('callId IN (SELECT callId FROM call_notes WHERE MATCH (words) AGAINST (? IN BOOLEAN MODE))', asked);
  }
  if (filter.outcome !== undefined) where('outcome = ?', filter.outcome);
  if (filter.hotline !== undefined) where('hotline = ?', filter.hotline);
  if (filter.category !== undefined) where('categoryId = ?', filter.category);
  if (filter.tier === 'unknown') where('customerId IS NULL');
  else if (filter.tier !== undefined) where(`customerId IS NOT NULL AND COALESCE(tier, 'ordinary') = ?`, filter.tier);
  // Filters that come from a report belong to a figure, and figures count offered calls.
  const isBrought = [filter.entered, filter.skill, filter.team].some((one) => one !== undefined);
  const figure = filter.figure ?? (isBrought ? 'offered' : undefined);
  let scope = within;
  let things: Chosen['things'] = null;
  const { agents } = filter;
  if (agents?.length === 0) return null;
  if (figure === undefined) {
    // A seat's calls include those transferred to it.
    if (agents !== undefined && scope.kind === 'seats')
      scope = { kind: 'seats', agentIds: scope.agentIds.filter((agentId) => agents.includes(agentId)) };
    else if (agents !== undefined) where('agentId IN (?)', agents);
  } else {
    const behind = callsBehind(figure, {
      queueIds: filter.entered === undefined ? await queuesThatNeed(db, filter.skill) : [filter.entered],
      agentIds: agents ?? (await seatsOfTeam(db, filter.team)),
      seconds: filter.threshold,
    });
    where(behind.calls[0], ...behind.calls[1]);
    things = behind.things;
  }
  return { conditions: conditions.join(' AND '), values, scope, things };
}

/** Calls within the scope, newest first, at most `filter.limit` + 1: one more tells that there is a next page. */
export async function listCalls(db: DataSource, within: CallScope, filter: CallFilter): Promise<CallWithNames[]> {
  const asked = await choose(db, within, filter);
  if (asked === null) return [];
  const { scope } = asked;
  const values = [...asked.values];
  let chosen = asked.conditions;
  if (filter.after !== null) {
    const { key, id } = filter.after;
    // The first half alone lets the index begin at the right place.
    chosen += ' AND arrivedAtMs <= ? AND (arrivedAtMs < ? OR callId < ?)';
    values.push(key, key, id);
  }
  const newest = 'ORDER BY arrivedAtMs DESC, callId DESC LIMIT ?';
  const limit = filter.limit + 1;
  let page = `SELECT c.* FROM calls c WHERE ${chosen} ${newest}`;
  let given: unknown[] = [...values, limit];
  if (scope.kind === 'seats') {
    // The newest of each seat, by an index in that order: for a seat with few calls or none, not all calls are
    // searched.
    const ofSeats = scope.agentIds.flatMap((agentId) => [
      { part: `SELECT callId, arrivedAtMs FROM calls c WHERE agentId = ? AND ${chosen} ${newest}`, agentId },
      // Their calls include those transferred to them, or that they took part in.
      {
        part: `SELECT c.callId, c.arrivedAtMs FROM (
            SELECT callId AS ofCall, arrivedAtMs AS sinceMs FROM legs
            WHERE who = ? AND kind <> 'number' AND answeredAtMs IS NOT NULL
              -- Once, however often they took part: what is cut off is counted before doubles are dropped.
              AND NOT EXISTS (SELECT 1 FROM legs f WHERE f.callId = legs.callId AND f.legNo < legs.legNo AND f.who = legs.who
                AND f.kind <> 'number' AND f.answeredAtMs IS NOT NULL)
          ) l JOIN calls c ON c.callId = l.ofCall WHERE ${chosen} ORDER BY sinceMs DESC, ofCall DESC LIMIT ?`,
        agentId,
      },
    ]);
    if (ofSeats.length === 0) return [];
    page = `SELECT c.* FROM (${ofSeats.map(({ part }) => `(${part})`).join(' UNION ')} ${newest}) own
      JOIN calls c ON c.callId = own.callId`;
    given = [...ofSeats.flatMap(({ agentId }) => [agentId, ...values, limit]), limit];
  }
  // The page is cut before names are looked up.
  const rows: CallWithNames[] = await db.query(
    `SELECT ${withNames} FROM (${page}) c ${names} ORDER BY c.arrivedAtMs DESC, c.callId DESC`,
    given,
  );
  return rows.map(withBooleans);
}

/** Length of the whole list that `listCalls` returns page by page, and how often its figure counts these calls. */
export async function countCalls(
  db: DataSource,
  within: CallScope,
  filter: Omit<CallFilter, 'after' | 'limit'>,
): Promise<CallCount> {
  const asked = await choose(db, within, filter);
  if (asked === null) return { calls: 0, things: null };
  const { scope, things } = asked;
  const values = [...asked.values];
  let { conditions } = asked;
  if (scope.kind === 'seats') {
    conditions += ` AND (c.agentId IN (?) OR EXISTS (SELECT 1 FROM legs own WHERE own.callId = c.callId
      AND own.who IN (?) AND own.kind <> 'number' AND own.answeredAtMs IS NOT NULL))`;
    const ids = scope.agentIds.length === 0 ? [''] : scope.agentIds;
    values.push(ids, ids);
  }
  const count = async (sql: string, given: unknown[]) => {
    const [{ n }] = (await db.query(`SELECT COUNT(*) AS n FROM (${sql} LIMIT ?) some`, [
      ...given,
      MAX_CALLS_COUNTED,
    ])) as [{ n: string | number }];
    return Number(n);
  };
  const [calls, counted] = await Promise.all([
    count(`SELECT 1 FROM calls c WHERE ${conditions}`, values),
    things &&
      count(`SELECT 1 FROM (SELECT c.* FROM calls c WHERE ${conditions}) c ${things.join[0]}`, [
        ...values,
        ...things.join[1],
      ]),
  ]);
  return { calls, things: things && counted !== null ? { kind: things.kind, count: counted } : null };
}

/** Undefined when not filtered by skill. */
async function queuesThatNeed(db: DataSource, skill: string | undefined): Promise<string[] | undefined> {
  if (skill === undefined) return undefined;
  const queues = await db.getRepository(QueueSchema).find({ select: { queueId: true, needs: true } });
  return queues.filter(({ needs }) => needs.some((need) => need.skill === skill)).map(({ queueId }) => queueId);
}

/** '' stands for seats without a team. Undefined when not filtered by team. */
async function seatsOfTeam(db: DataSource, team: string | undefined): Promise<string[] | undefined> {
  if (team === undefined) return undefined;
  const seats = await db
    .getRepository(AccountSchema)
    .find({ select: { employeeNo: true }, where: { teamId: team === '' ? IsNull() : team } });
  return seats.map(({ employeeNo }) => employeeNo);
}

export async function findCall(db: DataSource, callId: string): Promise<CallWithNames | null> {
  const [row]: CallWithNames[] = await db.query(`SELECT ${withNames} FROM calls c ${names} WHERE c.callId = ?`, [
    callId,
  ]);
  return row === undefined ? null : withBooleans(row);
}

export async function findOffers(db: DataSource, callId: string): Promise<CallDetail['offers']> {
  const [offers, people] = await Promise.all([
    db.getRepository(OfferSchema).find({ where: { callId }, order: { offerGen: 'ASC' } }),
    db.query(
      'SELECT employeeNo, name FROM accounts WHERE employeeNo IN (SELECT agentId FROM offers WHERE callId = ?)',
      [callId],
    ) as Promise<{ employeeNo: string; name: string }[]>,
  ]);
  const nameOf = new Map(people.map(({ employeeNo, name }) => [employeeNo, name]));
  return offers.map((offer) => ({ ...offer, agentName: nameOf.get(offer.agentId) ?? null }));
}

export function findEntries(db: DataSource, callId: string): Promise<CallDetail['entries']> {
  return db.getRepository(QueueEntrySchema).find({ where: { callId }, order: { entryNo: 'ASC' } });
}

/** Whoever took part in a call, with the names of seats. */
export async function findLegs(db: DataSource, callId: string): Promise<CallDetail['legs']> {
  const [legs, people] = await Promise.all([
    db.getRepository(LegSchema).find({ where: { callId }, order: { legNo: 'ASC' } }),
    db.query('SELECT employeeNo, name FROM accounts WHERE employeeNo IN (SELECT who FROM legs WHERE callId = ?)', [
      callId,
    ]) as Promise<{ employeeNo: string; name: string }[]>,
  ]);
  const nameOf = new Map(people.map(({ employeeNo, name }) => [employeeNo, name]));
  return legs.map((leg) => ({ ...leg, name: leg.kind === 'number' ? null : (nameOf.get(leg.who) ?? null) }));
}

/**
 * What each seat wrote, from the timeline of the call: whoever may not read an event there cannot read it here either.
 */
export async function findWrapUps(
  db: DataSource,
  callId: string,
  timeline: CallDetail['timeline'],
): Promise<CallDetail['wrapUps']> {
  const wrapUps = wrapUpsFrom(
    timeline.map(({ eventId, ...event }) => ({ ...event, id: eventId, callId }) as LiveEvent),
  );
  if (wrapUps.length === 0) return [];
  const [people, categories] = await Promise.all([
    db.getRepository(AccountSchema).findBy({ employeeNo: In(wrapUps.map(({ agentId }) => agentId)) }),
    db.getRepository(WrapUpCategorySchema).findBy({ categoryId: In(wrapUps.map((one) => one.categoryId ?? '')) }),
  ]);
  const nameOf = new Map(people.map(({ employeeNo, name }) => [employeeNo, name]));
  const categoryOf = new Map(categories.map(({ categoryId, name }) => [categoryId, name]));
  return wrapUps.map(({ callId: _call, ...one }) => ({
    ...one,
    agentName: nameOf.get(one.agentId) ?? null,
    categoryName: categoryOf.get(one.categoryId ?? '') ?? null,
  }));
}

/** Wrap-ups that a seat still has to finish: the newest, of the last days. */
export async function findOpenWrapUps(db: DataSource, agentId: string, nowMs: number): Promise<OpenWrapUp[]> {
  return db.query(
    `SELECT o.startedAtMs, c.callId, c.direction, c.arrivedAtMs, c.callerNumber, c.customerName, c.queueId, q.name AS queueName
     FROM open_wrap_ups o JOIN calls c ON c.callId = o.callId LEFT JOIN queues q ON q.queueId = c.queueId
     WHERE o.agentId = ? AND o.startedAtMs > ? ORDER BY o.startedAtMs DESC LIMIT ?`,
    [agentId, nowMs - OPEN_DAYS * 86_400_000, OPEN_SHOWN],
  );
}

export function findQualities(db: DataSource, callId: string): Promise<CallDetail['qualities']> {
  return db.getRepository(LegQualitySchema).find({ where: { callId }, order: { offerGen: 'ASC' } });
}

export async function findTimeline(db: DataSource, callId: string): Promise<CallDetail['timeline']> {
  const rows: (Omit<CallDetail['timeline'][number], 'data'> & { data: unknown })[] = await db.query(
    'SELECT eventId, type, atMs, agentId, data FROM call_events WHERE callId = ?',
    [callId],
  );
  return rows
    .map((row) => ({ ...row, data: typeof row.data === 'string' ? JSON.parse(row.data) : row.data }))
    .sort((a, b) => compareEventIds(a.eventId, b.eventId));
}

/** One per leg of the seat, in their order. */
export function findRecordings(db: DataSource, callId: string): Promise<RecordingRow[]> {
  return db.getRepository(RecordingSchema).find({ where: { callId }, order: { startedAtMs: 'ASC' } });
}

export function findLegalHold(db: DataSource, callId: string): Promise<LegalHoldRow | null> {
  return db.getRepository(LegalHoldSchema).findOneBy({ callId });
}

export function findRecording(db: DataSource, recordingId: string): Promise<RecordingRow | null> {
  return db.getRepository(RecordingSchema).findOneBy({ recordingId });
}

/** Whether seats see the leads who listen or whisper. */
export async function isCoachingSeen(db: DataSource): Promise<boolean> {
  return (await db.getRepository(RoomSettingsSchema).findOneByOrFail({ name: 'room' })).isCoachingSeen;
}

/** Plain SQL knows BOOLEAN as 0 and 1. */
function withBooleans(row: CallWithNames): CallWithNames {
  const flag = (value: unknown) => (value === null ? null : Boolean(value));
  return {
    ...row,
    withinThreeRings: flag(row.withinThreeRings),
    takenWithinThreeRings: flag(row.takenWithinThreeRings),
    isComplete: flag(row.isComplete) === true,
  };
}
