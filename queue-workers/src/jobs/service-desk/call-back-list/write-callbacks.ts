import type { LiveEvent } from '@sansheng/shared/contracts/events';
import { type CallbackRow, CallbackSchema } from '@sansheng/shared/tables/service-desk/call-back-list';
import { type CallRow, CallSchema } from '@sansheng/shared/tables/records/call-records';
import { isDialable } from '@sansheng/shared/domain/phone-number';
import { SHORT_ABANDON_MS } from '@sansheng/shared/domain/service-level';
import { type DataSource, In } from 'typeorm';

const telling: readonly string[] = ['callback.placed', 'callback.notReached', 'call.answered', 'call.ended'];
/** No call lasts longer: older calls of a number need not be considered. */
const LONGEST_CALL_MS = 14_400_000;

/**
 * Maintains the call-back list, from the records that the same events have just updated. Each step looks at the tables
 * and not at the order of events, so a repeated or late batch changes nothing; what people have done with an entry is
 * never undone.
 */
export async function writeCallbacks(db: DataSource, events: readonly LiveEvent[]): Promise<void> {
  const callIds = [...new Set(events.filter(({ type }) => telling.includes(type)).map(({ callId }) => callId))].sort();
  if (callIds.length === 0) return;
  const calls = await db.getRepository(CallSchema).findBy({ callId: In(callIds) });
  const dialled: { callId: string; tries: number | string }[] = await db.query(
    `SELECT callId, COUNT(*) AS tries FROM call_events WHERE callId IN (?) AND type = 'callback.dialled' GROUP BY callId`,
    [callIds],
  );
  const triesOf = new Map(dialled.map(({ callId, tries }) => [callId, Number(tries)]));
  const placeOf = new Map(
    events.flatMap((event) => (event.type === 'callback.placed' ? [[event.callId, event.data.placeAtMs]] : [])),
  );
  const entries = calls.flatMap((call) => {
    const entry = entryOf(call);
    if (entry === null) return [];
    return [{ ...entry, sinceMs: placeOf.get(call.callId) ?? entry.sinceMs, tries: triesOf.get(call.callId) ?? 0 }];
  });
  if (entries.length > 0) await insertEntries(db, entries);
  await strikeOff(db, calls);
}

/** The entry that a call leaves on the list; null if it leaves none, or its number cannot be called. */
function entryOf(call: CallRow): CallbackRow | null {
  if (call.queueId === null || !isDialable(call.callerNumber)) return null;
  const entry = {
    callId: call.callId,
    queueId: call.queueId,
    hotline: call.hotline,
    number: call.callerNumber,
    customerId: call.customerId,
    customerName: call.customerName,
    tier: call.tier,
    sinceMs: call.arrivedAtMs,
    waitedMs: call.waitedMs,
    isShort: false,
    claimedBy: null,
    claimedAtMs: null,
    tries: 0,
    result: null,
    note: '',
    settledAtMs: null,
    settledByCallId: null,
  };
  if (call.direction === 'callback') {
    const requested = { ...entry, kind: 'requested' as const };
    if (call.answeredAtMs !== null) {
      const settled = { settledAtMs: call.answeredAtMs, settledByCallId: call.callId };
      return { ...requested, ...settled, state: 'done', result: 'reached' };
    }
    if (call.outcome === null) return { ...requested, state: 'inQueue' };
    return call.outcome === 'cancelled'
      ? { ...requested, state: 'struckOff', settledAtMs: call.endedAtMs }
      : { ...requested, state: 'open' };
  }
  // Requested on a closed line: no call keeps the place, people call back.
  if (call.outcome === 'callback' && call.endWhy === 'callback') return { ...entry, kind: 'requested', state: 'open' };
  if (call.outcome !== 'abandoned' && call.outcome !== 'lost') return null;
  const isShort = call.outcome === 'abandoned' && (call.waitedMs ?? 0) < SHORT_ABANDON_MS;
  return { ...entry, kind: call.outcome, state: 'open', isShort };
}

/** An entry in the queue follows its call; any other stays as people have left it. */
async function insertEntries(db: DataSource, entries: CallbackRow[]): Promise<void> {
  const names = Object.keys(CallbackSchema.options.columns) as (keyof CallbackRow)[];
  // Assigned from left to right: the state, on which the others depend, comes last.
  const following = ['tries', 'waitedMs', 'result', 'settledAtMs', 'settledByCallId', 'state'];
  await db.query(
    `INSERT INTO callbacks (${names.join(',')}) VALUES ? ON DUPLICATE KEY UPDATE
     ${following.map((name) => `${name} = IF(state = 'inQueue', VALUES(${name}), ${name})`).join(', ')}`,
    [entries.map((entry) => names.map((name) => entry[name]))],
  );
}

/** Runs after the entries exist, whoever wrote them: the later of two workers sees what both have written. */
async function strikeOff(db: DataSource, calls: readonly CallRow[]): Promise<void> {
  const numbers = [...new Set(calls.map(({ callerNumber }) => callerNumber).filter((number) => number !== ''))];
  const customerIds = [...new Set(calls.flatMap(({ customerId }) => customerId ?? []))];
  for (const [mine, theirs, values] of [
    ['number', 'callerNumber', numbers],
    ['customerId', 'customerId', customerIds],
  ] as const) {
    if (values.length === 0) continue;
    await db.query(
      `UPDATE callbacks b JOIN calls c
         ON c.${theirs} = b.${mine} AND c.arrivedAtMs > b.sinceMs - ? AND c.answeredAtMs >= b.sinceMs
       SET b.state = 'struckOff', b.settledAtMs = c.answeredAtMs, b.settledByCallId = c.callId
       WHERE b.${mine} IN (?) AND b.state IN ('open', 'claimed', 'repeated') AND c.callId <> b.callId`,
      [LONGEST_CALL_MS, values],
    );
  }
  if (numbers.length === 0) return;
  // One entry represents a customer in a queue: the oldest, which comes first.
  await db.query(
    `UPDATE callbacks b JOIN callbacks a
       ON a.number = b.number AND a.queueId = b.queueId AND a.state IN ('inQueue', 'open', 'claimed')
       AND a.isShort <= b.isShort AND (a.sinceMs < b.sinceMs OR (a.sinceMs = b.sinceMs AND a.callId < b.callId))
     SET b.state = 'repeated' WHERE b.number IN (?) AND b.state = 'open'`,
    [numbers],
  );
}
