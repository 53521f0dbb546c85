import type {
  LiveAlarm,
  LiveDifference,
  LiveQueue,
  LiveSeat,
  LiveSnapshot,
} from '@sansheng/shared/contracts/lead-room/live-board';
import type { LiveEvent } from '@sansheng/shared/contracts/events';
import type { AgentState } from '@sansheng/shared/domain/agent-state';
import { alarmOf, isEndedBy } from '@sansheng/shared/domain/alarm';
import { centerClock } from '@sansheng/shared/domain/center-day';
import type { CallOutcome } from '@sansheng/shared/domain/call-state';
import { followEntries, isLaterEntry, termOfEntry } from '@sansheng/shared/domain/queue-entries';
import { isWithinThreeRings } from '@sansheng/shared/domain/rings';
import { nothingToday, type QueueToday } from '@sansheng/shared/domain/three-ring-rate';
import { type AgentsStore, type CallsStore, type QueueSettings } from '../../telephony/index.ts';

const ALARMS_KEPT = 100;
const RINGS_PROMISED = 3;

/** A call that may not have ended yet, and what its times in queues have been counted as. */
interface CallToday {
  arrivedAtMs: number;
  ringCycleMs: number;
  answeredAtMs: number | null;
  endedAtMs: number | null;
  outcome: CallOutcome | null;
  stays: ReturnType<typeof followEntries>;
  counted: { queueId: string; terms: (keyof QueueToday)[] }[];
}

/** Today's counts by queue, computed from the event stream alone: the same events at start and as they arrive. */
export function createTodayCounts(timeZone: string) {
  const clock = centerClock(timeZone);
  let dayEndMs = 0;
  let dayStartMs = 0;
  let counts = new Map<string, QueueToday>();
  const open = new Map<string, CallToday>();

  /** What was counted for the call before is subtracted: a stay that was still going on then is something else now. */
  function recount(call: CallToday): void {
    // Counted on the day it arrived: a call of yesterday does not count today.
    if (call.arrivedAtMs < dayStartMs) return;
    const add = (queueId: string, terms: readonly (keyof QueueToday)[], by: 1 | -1) => {
      const today = { ...(counts.get(queueId) ?? nothingToday) };
      for (const term of terms) today[term] += by;
      counts.set(queueId, today);
    };
    for (const { queueId, terms } of call.counted) add(queueId, terms, -1);
    call.counted = call.stays.entries.map((entry) => {
      const term = termOfEntry(entry, call);
      const isInTime =
        term === 'answered' &&
        !isLaterEntry(entry, call) &&
        isWithinThreeRings((call.answeredAtMs ?? 0) - call.arrivedAtMs, call.ringCycleMs);
      return { queueId: entry.queueId, terms: ['offered', term, ...(isInTime ? ['withinThreeRings' as const] : [])] };
    });
    for (const { queueId, terms } of call.counted) add(queueId, terms, 1);
  }

  return {
    of: (queueId: string): QueueToday => counts.get(queueId) ?? nothingToday,
    take(event: LiveEvent): void {
      if (event.atMs >= dayEndMs) {
        dayStartMs = clock.startOfDay(event.atMs);
        dayEndMs = clock.startOfNextDay(event.atMs);
        counts = new Map();
      }
      if (event.type === 'call.arrived') {
        open.set(event.callId, {
          arrivedAtMs: event.atMs,
          ringCycleMs: event.data.ringCycleMs,
          answeredAtMs: null,
          endedAtMs: null,
          outcome: null,
          stays: followEntries(event.callId),
          counted: [],
        });
        return;
      }
      if (!countedEvents.has(event.type)) return;
      const call = open.get(event.callId);
      if (call === undefined) return;
      call.stays.take(event);
      if (event.type === 'call.answered') call.answeredAtMs ??= event.atMs;
      if (event.type === 'call.ended') {
        call.endedAtMs = event.atMs;
        call.outcome = event.data.outcome;
        open.delete(event.callId);
      }
      recount(call);
    },
  };
}
const countedEvents: ReadonlySet<LiveEvent['type']> = new Set([
  'routing.callQueued',
  'routing.callOverflowed',
  'businessCalendar.lineClosed',
  'call.answered',
  'call.ended',
]);

export type SeatExpected = Pick<LiveSeat, 'agentId' | 'name' | 'teamId' | 'teamName'>;
/** A seat of which nothing is known but its identity. */
export const seatOffline = (seat: SeatExpected): LiveSeat => ({
  ...seat,
  state: 'offline',
  reason: '',
  sinceMs: 0,
  callId: null,
  queueId: null,
  isCoaching: false,
  heldSinceMs: null,
  help: null,
  customerName: null,
  customerTier: null,
  offeredAtMs: null,
  isRegistered: false,
  mos: null,
  soundLost: null,
});

/** Reads the current board. */
export function createBoardReader(
  live: { agents: Pick<AgentsStore, 'allSeats'>; calls: Pick<CallsStore, 'allCalls'> },
  queues: QueueSettings,
  today: ReturnType<typeof createTodayCounts>,
  /** Everybody who has a seat, signed in or not. */
  seatsExpected: () => readonly SeatExpected[],
  ringCycleMs: number,
) {
  /** `seatsByQueue`: seats that are signed in, whatever they do. */
  return async (
    nowMs: number,
  ): Promise<{ queues: LiveQueue[]; seats: LiveSeat[]; seatsByQueue: Map<string, number> }> => {
    const expected = seatsExpected();
    const [agents, calls] = await Promise.all([live.agents.allSeats(), live.calls.allCalls()]);
    const here = new Set(agents.filter(({ state: now }) => now !== 'offline').map(({ agentId }) => agentId));
    const callById = new Map(calls.map((call) => [call.callId, call]));
    // Sorted once: five hundred queues must not each search every seat and every call.
    const callsOf = Map.groupBy(
      calls.filter(({ direction }) => direction === 'inbound' || direction === 'callback'),
      ({ queueId }) => queueId,
    );
    const membersOf = Map.groupBy(
      agents
        .filter(({ agentId }) => here.has(agentId))
        .flatMap(({ state: now, queueIds }) => queueIds.map((queueId) => ({ now, queueId }))),
      ({ queueId }) => queueId,
    );
    return {
      seatsByQueue: new Map([...membersOf].map(([queueId, members]) => [queueId, members.length])),
      queues: queues.activeQueues().map((queue): LiveQueue => {
        const own = callsOf.get(queue.queueId) ?? [];
        // A caller waiting for a callback keeps a place in the queue, but not a line.
        const onLine = own.filter((call) => !call.isCallback || call.channelId !== '');
        const unanswered = onLine.filter((call) => call.state !== 'talking');
        const ringing = unanswered.filter((call) => call.state === 'offered');
        const lateSinceMs = nowMs - RINGS_PROMISED * ringCycleMs;
        const members = membersOf.get(queue.queueId) ?? [];
        const seatsIn = (...states: AgentState[]) => members.filter(({ now }) => states.includes(now)).length;
        return {
          queueId: queue.queueId,
          name: queue.name,
          nameEn: queue.nameEn,
          // A call that rings at a seat no longer waits in the queue, so it is not in the list of waiting calls either.
          waiting: unanswered.length - ringing.length,
          longestSinceMs: unanswered.length === 0 ? null : Math.min(...unanswered.map((call) => call.arrivedAtMs)),
          ringing: ringing.length,
          talking: onLine.length - unanswered.length,
          waitingLate: unanswered.filter((call) => call.arrivedAtMs <= lateSinceMs).length,
          ready: seatsIn('ready'),
          seatsRinging: seatsIn('offered'),
          seatsTalking: seatsIn('talking'),
          wrapUp: seatsIn('wrapUp'),
          notReady: seatsIn('notReady'),
          today: today.of(queue.queueId),
        };
      }),
      seats: [
        ...expected.filter(({ agentId }) => !here.has(agentId)).map(seatOffline),
        ...agents
          .filter(({ agentId }) => here.has(agentId))
          .map((agent): LiveSeat => {
            const call = agent.callId === null ? undefined : callById.get(agent.callId);
            const isCoaching = call?.legs.some((leg) => leg.kind === 'lead' && leg.who === agent.agentId) === true;
            return {
              agentId: agent.agentId,
              name: agent.name,
              teamId: agent.teamId,
              teamName: agent.teamName,
              state: agent.state,
              reason: agent.reason,
              sinceMs: agent.sinceMs,
              callId: call?.callId ?? null,
              queueId: call?.queueId ?? null,
              isCoaching,
              heldSinceMs: isCoaching ? null : (call?.heldSinceMs ?? null),
              help: agent.help && {
                askedAtMs: agent.help.askedAtMs,
                reason: agent.help.reason,
                seenBy: agent.help.seenBy?.name ?? null,
              },
              customerName: call?.customerName ?? null,
              customerTier: call?.tier ?? null,
              offeredAtMs: agent.state === 'offered' ? agent.offeredAtMs : null,
              // Nothing is to be registered where a telephone number is rung.
              isRegistered: agent.isRegistered || agent.ringsAt !== null,
              mos: agent.mos,
              soundLost: agent.soundLost,
            };
          }),
      ].sort((a, b) => a.agentId.localeCompare(b.agentId)),
    };
  };
}

/** One viewer's board: the whole once, then what has changed. */
export interface Board {
  queues: LiveQueue[];
  seats: LiveSeat[];
  alarms: LiveAlarm[];
}
/** The seats of one team and the alarms about them; the queues are everybody's. '' is the whole center. */
export function scopeBoard(board: Board, teamId: string): Board {
  if (teamId === '') return board;
  const seats = board.seats.filter((seat) => seat.teamId === teamId);
  const own = new Set(seats.map((seat) => seat.agentId));
  const alarms = board.alarms.filter((alarm) => alarm.agentId === null || own.has(alarm.agentId));
  return { queues: board.queues, seats, alarms };
}

export function makeSnapshot(board: Board, seq: number, nowMs: number, ringCycleMs: number): LiveSnapshot {
  return { seq, serverNowMs: nowMs, ringCycleMs, queues: board.queues, seats: board.seats, alarms: board.alarms };
}

/** What makes `before` into `after`; null when nothing has changed. */
export function differ(before: Board, after: Board, seq: number, nowMs: number): LiveDifference | null {
  const changed = <T>(was: T[], is: T[], id: (entry: T) => string): T[] => {
    const old = new Map(was.map((entry) => [id(entry), JSON.stringify(entry)]));
    return is.filter((entry) => old.get(id(entry)) !== JSON.stringify(entry));
  };
  const stay = new Set(after.seats.map((seat) => seat.agentId));
  const difference = {
    queues: changed(before.queues, after.queues, (queue) => queue.queueId),
    seats: changed(before.seats, after.seats, (seat) => seat.agentId),
    goneSeats: before.seats.map((seat) => seat.agentId).filter((agentId) => !stay.has(agentId)),
    alarms: changed(before.alarms, after.alarms, (alarm) => alarm.alarmId),
  };
  if (Object.values(difference).every((list) => list.length === 0)) return null;
  return { seq, serverNowMs: nowMs, ...difference };
}

/** The newest alarms, after one more event. The same list when the event says nothing of alarms. */
export function takeAlarms(alarms: LiveAlarm[], event: LiveEvent): LiveAlarm[] {
  const isOver = (alarm: LiveAlarm) => alarm.endedAtMs === null && isEndedBy(alarm, event);
  if (alarms.some(isOver)) {
    return alarms.map((alarm) => (isOver(alarm) ? { ...alarm, endedAtMs: event.atMs } : alarm));
  }
  if (event.type === 'alarm.acknowledged') {
    return alarms.map((alarm) =>
      alarm.alarmId === event.data.alarmId
        ? { ...alarm, acknowledgedBy: alarm.acknowledgedBy ?? event.agentId }
        : alarm,
    );
  }
  const alarm = alarmOf(event);
  return alarm === null ? alarms : [alarm, ...alarms].slice(0, ALARMS_KEPT);
}
