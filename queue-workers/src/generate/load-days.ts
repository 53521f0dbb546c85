import {
  AgentStateSchema,
  type AgentStateRow,
  CallEventSchema,
  type CallEventRow,
  CallNoteSchema,
  type CallNoteRow,
  CallSchema,
  type CallRow,
  LegSchema,
  type LegRow,
  OfferSchema,
  type OfferRow,
  QueueEntrySchema,
  type QueueEntryRow,
} from '@sansheng/shared/tables/records/call-records';
import { openLoader } from '@sansheng/shared/db';
import { callRecordFrom } from '@sansheng/shared/domain/call-record';
import { wordsOfNote } from '@sansheng/shared/domain/note-words';
import { type MadeUpCenter, makeCalls, makeShifts, makeSpells } from './made-up-calls.ts';
import { seededRandom } from './random.ts';

export interface DayToMake {
  startMs: number;
  calls: number;
  /** The number of its first call. */
  firstNumber: number;
}
export interface DaysToLoad {
  databaseUrl: string;
  center: MadeUpCenter;
  days: DayToMake[];
  seed: number;
  /** Days from here on have their timelines and can be searched by their notes. */
  timelinesFromMs: number;
}

/** Loaded together, so that a LOAD DATA is worth its round trip and a death loses little. */
const LOADED_AT_ONCE = 25_000;

/**
 * Makes the calls of some days and loads them. Their records are computed from events by what computes the records of
 * real calls. `onLoaded` gets the number of calls loaded since its last call.
 */
export async function loadDays(
  { databaseUrl, center, days, seed, timelinesFromMs }: DaysToLoad,
  onLoaded: (calls: number) => void,
): Promise<void> {
  const loader = await openLoader(databaseUrl);
  const calls: CallRow[] = [];
  const offers: OfferRow[] = [];
  const entries: QueueEntryRow[] = [];
  const legs: LegRow[] = [];
  const spells: AgentStateRow[] = [];
  const events: CallEventRow[] = [];
  const notes: CallNoteRow[] = [];
  const flush = async () => {
    await loader.load(CallSchema, calls);
    await loader.load(OfferSchema, offers);
    await loader.load(QueueEntrySchema, entries);
    await loader.load(LegSchema, legs);
    await loader.load(AgentStateSchema, spells);
    await loader.load(CallEventSchema, events);
    await loader.load(CallNoteSchema, notes);
    onLoaded(calls.length);
    for (const rows of [calls, offers, entries, legs, spells, events, notes]) rows.length = 0;
  };
  try {
    for (const day of days) {
      // Each day has its own seed: the result is the same on any number of threads.
      const random = seededRandom(seed + day.startMs / 1000);
      const shifts = makeShifts(center, random);
      spells.push(...makeSpells(shifts, random, day.startMs));
      const hasTimelines = day.startMs >= timelinesFromMs;
      for (const happened of makeCalls(center, random, shifts, day)) {
        const record = callRecordFrom(happened);
        calls.push(record.call);
        offers.push(...record.offers);
        entries.push(...record.entries);
        const { arrivedAtMs } = record.call;
        for (const leg of record.legs) legs.push({ ...leg, arrivedAtMs });
        if (hasTimelines) {
          for (const { id, ...event } of happened) events.push({ eventId: id, ...event });
          const { callId, note } = record.call;
          if (note !== '') notes.push({ callId, words: wordsOfNote(note) });
        } else record.call.note = '';
        if (calls.length >= LOADED_AT_ONCE) await flush();
      }
    }
    await flush();
  } finally {
    await loader.close();
  }
}
