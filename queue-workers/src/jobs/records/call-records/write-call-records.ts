import type { LiveEvent } from '@sansheng/shared/contracts/events';
import { inTransaction, writeRows } from '@sansheng/shared/db';
import {
  AgentStateSchema,
  CallEventSchema,
  CallNoteSchema,
  CallSchema,
  LegQualitySchema,
  LegSchema,
  OfferSchema,
  OpenWrapUpSchema,
  QueueEntrySchema,
} from '@sansheng/shared/tables/records/call-records';
import { type RecordingRow, RecordingSchema } from '@sansheng/shared/tables/records/recordings';
import { VoicemailSchema } from '@sansheng/shared/tables/service-desk/voicemail-tasks';
import { callRecordFrom } from '@sansheng/shared/domain/call-record';
import { openWrapUps } from '@sansheng/shared/domain/wrap-up-record';
import { wordsOfNote } from '@sansheng/shared/domain/note-words';
import type { DataSource, EntityManager } from 'typeorm';
import { bookedIntervals, markCallsStale, markSpellsStale } from '../figures/mark-stale-figures.ts';

export interface DueRecording {
  recordingId: string;
  callId: string;
}

/**
 * Stores the events and updates everything that follows from them, in one transaction. Each affected call is recomputed
 * from all its events, so a repeated event, in whatever batch, changes nothing. Returns the recordings whose call has
 * ended and whose file has still to be made.
 */
export async function writeCallRecords(db: DataSource, events: readonly LiveEvent[]): Promise<DueRecording[]> {
  // READ COMMITTED: once we have locked a call's row we must see what another worker has just added to it.
  return inTransaction(db, 'READ COMMITTED', async (write) => {
    const ofCalls = events.filter((event) => event.callId !== '').sort(byId);
    await writeRows(
      write,
      CallEventSchema,
      ofCalls.map(({ id, callId, type, atMs, agentId, data }) => ({ eventId: id, callId, type, atMs, agentId, data })),
      'keep',
    );
    const due = await writeCalls(write, [...new Set(ofCalls.map(({ callId }) => callId))].sort());
    await writeAgentStates(write, events);
    return due;
  });
}

async function writeCalls(write: EntityManager, callIds: string[]): Promise<DueRecording[]> {
  if (callIds.length === 0) return [];
  // Locks the row of every call, creating it if necessary, always in the same order: two workers never compute one call
  // at once.
  await write.query(
    'INSERT INTO calls (callId, arrivedAtMs) VALUES ? ON DUPLICATE KEY UPDATE callId = VALUES(callId)',
    [callIds.map((callId) => [callId, 0])],
  );
  const booked = await bookedIntervals(write, callIds);
  const stored: (Omit<LiveEvent, 'data'> & { data: unknown })[] = await write.query(
    'SELECT eventId AS id, callId, type, atMs, agentId, data FROM call_events WHERE callId IN (?)',
    [callIds],
  );
  const eventsOf = Map.groupBy(stored, ({ callId }) => callId);
  const records = callIds.map((callId) =>
    callRecordFrom(
      // Stored events were parsed when they came; MariaDB hands JSON out as text, MySQL as an object.
      (eventsOf.get(callId) ?? []).map(
        (event) =>
          ({ ...event, data: typeof event.data === 'string' ? JSON.parse(event.data) : event.data }) as LiveEvent,
      ),
    ),
  );
  await writeRows(
    write,
    CallSchema,
    // Carriers send anything as a number; a record must not fail because of the length of a text.
    records.map(({ call }) => ({
      ...call,
      hotline: call.hotline.slice(0, 64),
      callerNumber: call.callerNumber.slice(0, 64),
      endWhy: call.endWhy?.slice(0, 128) ?? null,
      note: call.note.slice(0, 4000),
    })),
    'replace',
  );
  await markCallsStale(
    write,
    booked,
    records.map(({ call }) => call),
  );
  // A call can be found by the note of any of its seats. An empty note is written only over an existing one: most calls
  // have none.
  const notes = records.map(({ call: { callId }, wrapUps }) => ({
    callId,
    note: wrapUps
      .map((wrapUp) => wrapUp.note)
      .filter((note) => note !== '')
      .join('\n'),
  }));
  await writeRows(
    write,
    CallNoteSchema,
    notes.flatMap(({ callId, note }) => (note === '' ? [] : [{ callId, words: wordsOfNote(note) }])),
    'replace',
  );
  const without = notes.filter(({ note }) => note === '').map(({ callId }) => callId);
  if (without.length > 0) await write.query('DELETE FROM call_notes WHERE callId IN (?)', [without]);
  await write.query('DELETE FROM open_wrap_ups WHERE callId IN (?)', [callIds]);
  await writeRows(
    write,
    OpenWrapUpSchema,
    records.flatMap(({ wrapUps }) => openWrapUps(wrapUps)),
    'replace',
  );
  await writeRows(
    write,
    OfferSchema,
    records.flatMap(({ offers }) => offers),
    'replace',
  );
  await writeRows(
    write,
    QueueEntrySchema,
    records.flatMap(({ entries }) => entries),
    'replace',
  );
  await writeRows(
    write,
    LegSchema,
    records.flatMap(({ call: { arrivedAtMs }, legs }) =>
      legs.map((leg) => ({ ...leg, arrivedAtMs, who: leg.who.slice(0, 64) })),
    ),
    'replace',
  );
  await writeRows(
    write,
    LegQualitySchema,
    records.flatMap(({ qualities }) => qualities),
    'replace',
  );
  // Events must not change what people have done about a message.
  await writeRows(
    write,
    VoicemailSchema,
    records.flatMap(({ call, voicemail }) =>
      voicemail === null
        ? []
        : [
            {
              ...voicemail,
              callId: call.callId,
              callerNumber: call.callerNumber.slice(0, 64),
              customerId: call.customerId,
              customerName: call.customerName,
              state: 'new' as const,
              takenBy: null,
              takenAtMs: null,
              doneAtMs: null,
              note: '',
            },
          ],
    ),
    ['callerNumber', 'customerId', 'customerName'],
  );
  const recordings = records.flatMap((record) => record.recordings);
  if (recordings.length === 0) return [];
  const nothingYet = { path: null, bytes: null, durationMs: null, sha256: null, mediaType: null, deletedAtMs: null };
  await writeRows(
    write,
    RecordingSchema,
    recordings.map((recording): RecordingRow => ({ ...recording, ...nothingYet, state: 'expected' })),
    ['callEndedAtMs'],
  );
  return write.query(
    `SELECT recordingId, callId FROM recordings
     WHERE recordingId IN (?) AND state = 'expected' AND callEndedAtMs IS NOT NULL`,
    [recordings.map(({ recordingId }) => recordingId)],
  );
}

/** A state begins with its event and lasts until the seat's next one, in whatever order they were written. */
async function writeAgentStates(write: EntityManager, events: readonly LiveEvent[]): Promise<void> {
  const changes = events.filter((event) => event.type === 'agent.stateChanged').sort(byId);
  if (changes.length === 0) return;
  const agentIds = [...new Set(changes.map(({ agentId }) => agentId))].sort();
  await write.query('SELECT employeeNo FROM accounts WHERE employeeNo IN (?) ORDER BY employeeNo FOR UPDATE', [
    agentIds,
  ]);
  await writeRows(
    write,
    AgentStateSchema,
    changes.map(({ id, agentId, atMs, data }) => ({
      eventId: id,
      agentId,
      state: data.to,
      reason: data.reason,
      fromMs: atMs,
      toMs: null,
    })),
    'keep',
  );
  // Only states that reach into or past the batch can end differently now.
  await write.query(
    `UPDATE agent_states s JOIN (
       SELECT eventId, LEAD(fromMs) OVER (PARTITION BY agentId ORDER BY fromMs, LENGTH(eventId), eventId) AS nextMs
       FROM agent_states WHERE agentId IN (?) AND (toMs IS NULL OR toMs >= ?)
     ) n ON n.eventId = s.eventId
     SET s.toMs = n.nextMs WHERE NOT (s.toMs <=> n.nextMs)`,
    [agentIds, Math.min(...changes.map(({ atMs }) => atMs))],
  );
  await markSpellsStale(write, agentIds, Math.min(...changes.map(({ atMs }) => atMs)));
}

/** The same order for all workers, so that their row locks cannot deadlock. */
const byId = (a: LiveEvent, b: LiveEvent) => (a.id < b.id ? -1 : 1);
