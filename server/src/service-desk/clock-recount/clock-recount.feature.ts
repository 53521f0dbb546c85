/**
 * Due times after a calendar was changed. What clocks were counted by is marked in the database: whichever way a calendar
 * comes to be another (hours, holidays, special days, an import, a new version of the product), its mark no longer fits,
 * and all its clocks are counted again, a few cases at a time. Whoever dies in between has kept how far it came.
 */
import { createDeadlineCalendars, inTransaction } from '@sansheng/shared/db';
import type { ClockRecountRow } from '@sansheng/shared/tables/service-desk/clock-recount';
import { createRounds } from '../../platform/rounds.ts';
import { revisionOf } from '../../platform/http/revision.ts';
import type { QueueSettings } from '../../telephony/index.ts';
import type { CaseWork } from '../cases/index.ts';
import {
  agreedCases,
  beginRecount,
  casesOfCalendar,
  forgetOlder,
  lockRecounts,
  saveRecount,
  takeRecount,
} from './clock-recount.store.ts';
import { addClockRecountRoutes } from './clock-recount.routes.ts';
import { recountCase, takeTimesOf } from './recount-case.ts';

const ASK_EVERY_MS = 2_000;
/** Calendars are compared so often even when nobody says that one was changed. */
const COMPARE_EVERY_MS = 60_000;
/** Every server knows a changed calendar by then, and starts no clock by the old one. */
const ALL_KNOW_MS = 3_000;
/** Longer than any portion takes. */
const HELD_MS = 60_000;
const CASES_AT_ONCE = 100;

type Work = Pick<CaseWork, 'context' | 'types'>;
export interface ClockRecount {
  /** Begins with each calendar that is not what it was. */
  compare: (nowMs: number) => Promise<void>;
  /** One portion of what was begun; false: there is nothing left, or others are at it. */
  goOn: (nowMs: number) => Promise<boolean>;
  /** One portion of the earlier times that were taken. */
  take: (nowMs: number) => Promise<boolean>;
}

export async function createClockRecount(work: Work, mayGoOn: () => boolean = () => true): Promise<ClockRecount> {
  const { db, env, log } = work.context;
  const calendars = await createDeadlineCalendars(db, env.CENTER_TIME_ZONE);
  /** One case that cannot be dealt with holds up none of the others. */
  const orLogged = async <T>(caseId: string, done: Promise<T>): Promise<T | null> =>
    done.catch((error: unknown) => {
      log.error({ err: error, caseId }, 'the clocks of a case could not be counted again');
      return null;
    });

  async function lookAt(row: ClockRecountRow, nowMs: number): Promise<void> {
    await calendars.load();
    const calendar = calendars.all().get(row.calendarId);
    // Deleted, or another already: what was begun is not gone on with.
    if (calendar === undefined || revisionOf(calendar) !== row.mark) {
      await saveRecount(db, row, calendar === undefined ? { atCaseId: null, finishedAtMs: nowMs } : {});
      return compare(nowMs);
    }
    const caseIds = await casesOfCalendar(db, row.calendarId, row.atCaseId ?? '', CASES_AT_ONCE);
    const counted = { looked: row.looked, later: row.later, earlier: row.earlier };
    let { atCaseId } = row;
    for (const caseId of caseIds) {
      if (!mayGoOn()) break;
      const one = await orLogged(caseId, recountCase(work, calendars.all(), { ...row, caseId }, nowMs));
      counted.looked += 1;
      counted.later += one?.later ?? 0;
      counted.earlier += one?.earlier ?? 0;
      atCaseId = caseId;
    }
    const isDone = caseIds.length < CASES_AT_ONCE && atCaseId === (caseIds.at(-1) ?? row.atCaseId);
    if (isDone) await forgetOlder(db, row.calendarId, row.beginsAtMs);
    await saveRecount(db, row, { ...counted, ...(isDone ? { atCaseId: null, finishedAtMs: nowMs } : { atCaseId }) });
  }

  async function compare(nowMs: number): Promise<void> {
    await inTransaction(db, async (into) => {
      const known = await lockRecounts(into);
      await calendars.load();
      for (const [calendarId, calendar] of calendars.all()) {
        const mark = revisionOf(calendar);
        if (known.get(calendarId)?.mark === mark) continue;
        log.info({ calendarId }, 'a calendar is not what it was, its clocks are counted again');
        await beginRecount(into, calendarId, mark, nowMs + ALL_KNOW_MS);
      }
    });
  }

  return {
    compare,
    async goOn(nowMs) {
      const row = await takeRecount(db, nowMs, nowMs + HELD_MS);
      if (row === null) return false;
      await lookAt(row, nowMs);
      return true;
    },
    async take(nowMs) {
      const caseIds = await agreedCases(db, CASES_AT_ONCE);
      if (caseIds.length === 0) return false;
      await calendars.load();
      let done = 0;
      for (const caseId of caseIds) {
        if (!mayGoOn()) return false;
        const isDone = takeTimesOf(work, calendars.all(), caseId, nowMs).then(() => true);
        if ((await orLogged(caseId, isDone)) !== null) done += 1;
      }
      return done > 0;
    },
  };
}

export async function clockRecountFeature(work: Work, queues: Pick<QueueSettings, 'onChange'>): Promise<void> {
  addClockRecountRoutes(work);
  const rounds = createRounds(work.context, 'clock recount');
  const recount = await createClockRecount(work, rounds.mayGoOn);
  let comparesAtMs = 0;
  queues.onChange(() => {
    comparesAtMs = 0;
  });
  const ask = async (): Promise<void> => {
    try {
      if (comparesAtMs <= Date.now()) {
        comparesAtMs = Date.now() + COMPARE_EVERY_MS;
        await recount.compare(Date.now());
      }
      while (rounds.mayGoOn() && (await recount.goOn(Date.now())));
      while (rounds.mayGoOn() && (await recount.take(Date.now())));
    } catch (error) {
      comparesAtMs = 0;
      throw error;
    }
  };
  rounds.begin(ASK_EVERY_MS, ask, 'clocks could not be counted again, trying again');
}
