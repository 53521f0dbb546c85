/**
 * Clocks that fire. The truth is in the database: every server asks what has come to pass, each takes other clocks than
 * the others, and what it does stands with what it says of it in one transaction. Whoever dies in between has done
 * nothing, and the next to ask does it.
 */
import {
  addEntry,
  changeOf,
  clocksOf,
  entryOf,
  inTransaction,
  type NewEntry,
  saveCase,
  saveClocks,
  saveNextDue,
} from '@sansheng/shared/db';
import { actOnClock, type CaseClock, type ClockHappening } from '@sansheng/shared/domain/cases/case-clock';
import { type CaseNow, type CaseParts, clockParts, moveCase } from '@sansheng/shared/domain/cases/move-case';
import { type CaseNoticeRow, type CaseRow, CaseSchema } from '@sansheng/shared/tables/service-desk/cases';
import type { EntityManager } from 'typeorm';
import { createRounds } from '../../platform/rounds.ts';
import { type KeptMessage, keepMessage, tellMessage } from '../../lead-room/index.ts';
import type { CaseWork } from './case-work.ts';
import { keepNotices, markSent, receiversOf, takeNotices, tellFirstOwner } from './case-notices.store.ts';

/** Late by half of this on average, and by no more than twice. */
const ASK_EVERY_MS = 5_000;
const CASES_AT_ONCE = 100;
const MESSAGES_AT_ONCE = 200;

export interface CaseTimer {
  /** Everything that has come to pass by now; returns how many cases were looked at. */
  act: (nowMs: number) => Promise<number>;
  /** Everything that waits to be told by now; returns how many messages were sent. */
  tell: (nowMs: number) => Promise<number>;
}

/** `mayGoOn`: false once the server is being shut down; what is begun is finished. */
export function createCaseTimer(work: CaseWork, mayGoOn: () => boolean = () => true): CaseTimer {
  const { log } = work.context;
  return {
    async act(nowMs) {
      let looked = 0;
      for (;;) {
        const caseIds = await dueCases(work, nowMs);
        let done = 0;
        for (const caseId of caseIds) {
          if (!mayGoOn()) return looked + done;
          const isDone = await actOnCase(work, caseId, nowMs).catch((error: unknown) => {
            // One case that cannot be dealt with holds up none of the others.
            log.error({ err: error, caseId }, 'the clocks of a case could not be acted on');
            return false;
          });
          if (isDone) done += 1;
        }
        looked += done;
        // Those that others hold, or that fail, would be found again at once.
        if (caseIds.length < CASES_AT_ONCE || done === 0) return looked;
      }
    },
    async tell(nowMs) {
      const kept = await inTransaction(work.context.db, (into) => writeMessages(into, nowMs));
      for (const message of kept) await tellMessage(work.context, message);
      return kept.length;
    },
  };
}

/** Asks every few seconds, until the server is shut down. */
export function startCaseTimer(work: CaseWork): void {
  const rounds = createRounds(work.context, 'case timer');
  const { act, tell } = createCaseTimer(work, rounds.mayGoOn);
  const ask = async (): Promise<void> => {
    await act(Date.now());
    await tell(Date.now());
  };
  rounds.begin(ASK_EVERY_MS, ask, 'clocks of cases could not be asked for, asking again');
}

/** Those with a clock to be looked at, the longest overdue first. */
async function dueCases({ context: { db } }: CaseWork, nowMs: number): Promise<string[]> {
  const rows = (await db.query(
    `SELECT caseId, MIN(nextActAtMs) AS since FROM
       (SELECT caseId, nextActAtMs FROM case_clocks WHERE nextActAtMs <= ? ORDER BY nextActAtMs LIMIT ?) AS due
     GROUP BY caseId ORDER BY since`,
    [nowMs, CASES_AT_ONCE],
  )) as { caseId: string }[];
  return rows.map(({ caseId }) => caseId);
}

/** False when another server has it. */
function actOnCase(work: CaseWork, caseId: string, nowMs: number): Promise<boolean> {
  return inTransaction(work.context.db, async (into) => {
    const row = await into
      .getRepository(CaseSchema)
      .findOne({ where: { caseId }, lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' } });
    if (row === null) return false;
    const type = await work.types.of(row.typeKey, row.typeVersion);
    const parts: CaseParts = { type, calendars: work.calendars.all() };
    const clocks: CaseClock[] = [];
    let now = row;
    let hasResumed = false;
    for (const clock of await clocksOf(into, caseId)) {
      const acted = actOnClock(clockParts(parts, row as CaseNow, clock.clockKey), clock, nowMs);
      clocks.push(acted.clock);
      for (const happening of acted.happenings) {
        now = await keepHappening(into, now, clock, happening, nowMs);
        hasResumed ||= happening.kind === 'resumed';
      }
    }
    await saveClocks(into, caseId, clocks);
    const isMoved = hasResumed && (await goOn(into, parts, now, clocks, nowMs));
    if (!isMoved) await saveNextDue(into, caseId, clocks);
    return true;
  });
}

/** Whom it tells, or its entry; returns the case with that entry. */
async function keepHappening(
  into: EntityManager,
  row: CaseRow,
  { clockKey, round, startedAtMs }: CaseClock,
  happening: ClockHappening,
  nowMs: number,
): Promise<CaseRow> {
  const of = `${clockKey} ${round} ${startedAtMs}`;
  switch (happening.kind) {
    case 'level': {
      const { level, dueAtMs, isGrave } = happening;
      const receivers = await receiversOf(into, happening.tell, row, nowMs);
      const what = { kind: 'level', key: level, clockKey, dueAtMs } as const;
      await keepNotices(into, row, receivers, { what, isGrave, of: `${of} ${level} ${dueAtMs}` }, nowMs);
      return row;
    }
    case 'pausedTooLong': {
      const receivers = await receiversOf(into, ['lead'], row, nowMs);
      const what = { kind: 'pausedTooLong', key: 'pausedTooLong', clockKey, dueAtMs: null } as const;
      const notice = { what, isGrave: false, of: `${of} paused ${happening.sinceMs}` };
      await keepNotices(into, row, receivers, notice, nowMs);
      return row;
    }
    case 'missed':
      return addEntry(into, row, clockEntry(nowMs, { clock: clockKey, round, missed: happening.dueAtMs }));
    case 'resumed':
      return row;
  }
}

/** The step that waited goes on with its clocks; false when it waits no more. */
async function goOn(
  into: EntityManager,
  parts: CaseParts,
  row: CaseRow,
  clocks: readonly CaseClock[],
  nowMs: number,
): Promise<boolean> {
  const resuming = parts.type.transitions.find(
    ({ from, effects }) => from.includes(row.stepKey) && effects.some((effect) => effect.do === 'resume'),
  );
  if (row.state !== 'waiting' || resuming === undefined) return false;
  const act = { transition: resuming.key, text: '', fields: {}, isForced: false };
  const state = { now: row as CaseNow, clocks, hasOpenChildren: false };
  const move = moveCase(parts, state, act, whoGoesOn(row), nowMs);
  if (move.kind !== 'moved') return false;
  await tellFirstOwner(into, row, move, '', nowMs);
  await saveCase(into, parts.type, row, changeOf(move.now), move.clocks, {
    ...clockEntry(nowMs, { resumed: true }),
    transition: resuming.key,
    fromStep: move.entry.fromStep,
    toStep: move.entry.toStep,
  });
  return true;
}

/** The case itself goes on when its pause ends: as who has it would. */
const whoGoesOn = (row: CaseRow) => ({
  employeeNo: row.assigneeId ?? row.firstOwnerId,
  roles: ['complaint_handler', 'dispatcher', 'lead'] as const,
  departmentIds: row.departmentId === null ? [] : [row.departmentId],
  headOf: [],
});

const clockEntry = (atMs: number, data: Record<string, unknown>): NewEntry => ({
  ...entryOf('clock', '', atMs, ''),
  visibility: 'department',
  data,
});

/** One message for each receiver, whatever it tells of. */
async function writeMessages(into: EntityManager, nowMs: number): Promise<KeptMessage[]> {
  const kept: KeptMessage[] = [];
  for (const [receiverId, notices] of await takeNotices(into, nowMs, MESSAGES_AT_ONCE)) {
    const message = await keepMessage(into, CENTER, {
      toKind: 'seat',
      toId: receiverId,
      text: '',
      notices: { cases: notices.slice(0, LISTED).map(shown), more: Math.max(0, notices.length - LISTED) },
      isUrgent: notices.some(({ isGrave }) => isGrave),
      recipients: [receiverId],
    });
    await markSent(into, notices, nowMs);
    kept.push(message);
  }
  return kept;
}

/** Whom a message is from that nobody wrote. */
const CENTER = { employeeNo: '', name: '' };
/** As many as are read at a glance; the rest are counted. */
const LISTED = 20;
const shown = ({ caseNo, title, what }: CaseNoticeRow) => ({ caseNo, title, ...what });
