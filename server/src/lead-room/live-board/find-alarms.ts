import type { LiveQueue, LiveSeat, WatchedAlarmKind } from '@sansheng/shared/contracts/lead-room/live-board';
import type { AlarmLimitRow } from '@sansheng/shared/tables/lead-room/live-board';
import { threeRingParts } from '@sansheng/shared/domain/three-ring-rate';

/** Something that is wrong now. The same thing has the same name for as long as it lasts. */
export interface AlarmCause {
  name: string;
  kind: WatchedAlarmKind;
  agentId: string | null;
  queueId: string | null;
  callId: string | null;
}
export type AlarmLimits = Omit<AlarmLimitRow, 'queueId'>;

/** What is wrong with the switch of a node. */
export interface SwitchState {
  node: string;
  /** It does not answer over ARI or SIP. */
  isSilent: boolean;
  /** A channel that only a restart of Asterisk can remove. */
  isStuck: boolean;
  /** The local stack then restarts Asterisk; otherwise somebody must. */
  isSupervised: boolean;
}

/** What is wrong with database and queue-workers, as seen by the server responsible for the node. */
export interface StoresState {
  isDatabaseSilent: boolean;
  /** The queue-workers write no records, or too late. */
  areWorkersBehind: boolean;
}

/** What waits too long at the service desk, as seen by the server responsible for the node. */
export interface CasesState {
  /** Some case is past its due time. */
  isMissed: boolean;
  /** A major complaint that no supervisor has acknowledged. */
  isMajorWaiting: boolean;
  /** Somebody is in danger until the fitter is there. */
  isDanger: boolean;
}

/** The limits of the whole center; those of a queue take precedence. */
export const CENTER = '*';
/** A percentage of fewer calls than this means nothing. */
const LEAST_CALLS = 10;
/** Share of lines in use at which leads are warned, before callers are refused. */
const LINES_SHARE = 0.9;

const nothing: AlarmLimits = {
  longestWaitSeconds: null,
  serviceLevelPercent: null,
  longTalkSeconds: null,
  longHoldSeconds: null,
  longWrapUpSeconds: null,
  leastMosTenths: null,
  noSeat: null,
};

/** Limits of one queue ('' for what belongs to none): its own, and the center's where it sets none. */
export function limitsOf(rows: readonly AlarmLimitRow[], queueId: string | null): AlarmLimits {
  const center = rows.find((row) => row.queueId === CENTER) ?? nothing;
  const own = rows.find((row) => row.queueId === queueId) ?? nothing;
  const names = Object.keys(nothing) as (keyof AlarmLimits)[];
  return Object.fromEntries(names.map((name) => [name, own[name] ?? center[name]])) as unknown as AlarmLimits;
}

/** What limits are checked against besides queues and seats. */
export interface Around {
  /** Customers' lines in use, and how many the RTP ports allow. */
  lines: { used: number; most: number };
  /** Name of the machine whose disk is filling up; null: there is room. */
  diskLowAt?: string | null;
  /** The switch of this server's node; null: another server is responsible for it. */
  switch?: SwitchState | null;
  /** Null: another server is responsible. */
  stores?: StoresState | null;
  /** Null: another server is responsible, or they are not known yet. */
  cases?: CasesState | null;
}

/** What is wrong on the board by the limits set. */
export function findAlarms(
  board: Around & {
    queues: readonly LiveQueue[];
    seats: readonly LiveSeat[];
    seatsByQueue: ReadonlyMap<string, number>;
  },
  rows: readonly AlarmLimitRow[],
  nowMs: number,
): AlarmCause[] {
  const causes: AlarmCause[] = [];
  const raiseOfCenter = (kind: WatchedAlarmKind) =>
    causes.push({ name: kind, kind, agentId: null, queueId: null, callId: null });
  if (board.lines.used >= board.lines.most * LINES_SHARE) raiseOfCenter('ports');
  if (board.stores?.isDatabaseSilent) raiseOfCenter('databaseSilent');
  if (board.stores?.areWorkersBehind) raiseOfCenter('workersBehind');
  if (board.cases?.isMissed) raiseOfCenter('caseMissed');
  if (board.cases?.isMajorWaiting) raiseOfCenter('majorNotAcknowledged');
  if (board.cases?.isDanger) raiseOfCenter('danger');
  const isLonger = (sinceMs: number | null, seconds: number | null) =>
    sinceMs !== null && seconds !== null && nowMs - sinceMs > seconds * 1000;

  if (board.diskLowAt)
    causes.push({ name: `diskLow:${board.diskLowAt}`, kind: 'diskLow', agentId: null, queueId: null, callId: null });
  if (board.switch) {
    const { node, isSilent, isStuck, isSupervised } = board.switch;
    const raise = (kind: WatchedAlarmKind) =>
      causes.push({ name: `${kind}:${node}`, kind, agentId: null, queueId: null, callId: null });
    if (isSilent) raise('switchSilent');
    if (isStuck) raise(isSupervised ? 'switchRestart' : 'channelStuck');
  }
  for (const queue of board.queues) {
    const limits = limitsOf(rows, queue.queueId);
    const raise = (kind: WatchedAlarmKind) =>
      causes.push({ name: `${kind}:${queue.queueId}`, kind, agentId: null, queueId: queue.queueId, callId: null });
    if (isLonger(queue.longestSinceMs, limits.longestWaitSeconds)) raise('longestWait');
    if (
      limits.noSeat === true &&
      queue.waiting + queue.ringing > 0 &&
      (board.seatsByQueue.get(queue.queueId) ?? 0) === 0
    )
      raise('noSeat');
    const [inTime, decided] = threeRingParts(queue.today, queue.waitingLate);
    const share = (100 * inTime) / decided;
    if (limits.serviceLevelPercent !== null && decided >= LEAST_CALLS && share < limits.serviceLevelPercent)
      raise('serviceLevel');
  }
  for (const seat of board.seats) {
    const limits = limitsOf(rows, seat.queueId);
    const raise = (kind: WatchedAlarmKind, callId: string | null) =>
      causes.push({
        name: `${kind}:${seat.agentId}:${callId ?? ''}`,
        kind,
        agentId: seat.agentId,
        queueId: seat.queueId,
        callId,
      });
    if (seat.isCoaching) continue;
    if (seat.state === 'talking' && isLonger(seat.sinceMs, limits.longTalkSeconds)) raise('longTalk', seat.callId);
    if (seat.state === 'talking' && isLonger(seat.heldSinceMs, limits.longHoldSeconds)) raise('longHold', seat.callId);
    if (limits.leastMosTenths !== null && seat.mos !== null && seat.mos * 10 < limits.leastMosTenths)
      raise('quality', seat.callId);
    if (seat.state === 'wrapUp' && isLonger(seat.sinceMs, limits.longWrapUpSeconds)) raise('longWrapUp', null);
  }
  return causes;
}

/** What a server can see of alarms. */
export interface Outlook {
  machine: string;
  /** The node it is responsible for; null: none, or the state of its switch is not known yet. */
  node: string | null;
  isLeading: boolean;
  knowsCases: boolean;
}

/**
 * Whether this server can tell that an alarm is over: for a disk, a server on its machine; for a switch, the server
 * responsible for the node; for database, workers and cases, a server responsible for any node; for everything else, every
 * server.
 */
export function isSeenFrom({ machine, node, isLeading, knowsCases }: Outlook, name: string): boolean {
  const [kind = ''] = name.split(':', 1);
  const place = name.slice(kind.length + 1);
  switch (kind) {
    case 'databaseSilent':
    case 'workersBehind':
      return isLeading;
    case 'caseMissed':
    case 'majorNotAcknowledged':
    case 'danger':
      return knowsCases;
    case 'diskLow':
      return place === machine;
    case 'switchSilent':
    case 'channelStuck':
    case 'switchRestart':
      return place === node;
    default:
      return true;
  }
}
