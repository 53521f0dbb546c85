import type { AgentStateRow, CallRow, OfferRow, QueueEntryRow } from '@sansheng/shared/db';
import type { Random } from './random.ts';

/** What made-up calls are about and who takes them. */
export interface MadeUpCenter {
  /** The busiest first. */
  queueIds: string[];
  hotlineOf: Map<string, string>;
  menuHotline: string | null;
  seats: string[];
  categoryIds: string[];
  customers: { customerId: string; name: string; tier: string; e164: string }[];
  ringCycleMs: number;
}

/** Of a working day, by hour: two peaks, a dip at noon, few at night. */
const hours = [4, 3, 2, 2, 2, 4, 10, 26, 62, 96, 100, 84, 52, 60, 88, 92, 82, 62, 42, 34, 28, 20, 12, 7];
/** Monday first. */
const weekdays = [1.26, 1.1, 1.04, 1, 0.96, 0.62, 0.48];
const daysOfMonth = (day: number) => (day <= 3 || day >= 26 ? 1.15 : 1);

/** How much of two years' calls this day has, beside others. `date` like 2026-11-20. */
export function weightOfDay(date: string): number {
  const at = new Date(`${date}T00:00:00Z`);
  const season = 1 + 0.12 * Math.sin((2 * Math.PI * (at.getUTCMonth() - 2)) / 12);
  return (weekdays[(at.getUTCDay() + 6) % 7] ?? 1) * daysOfMonth(at.getUTCDate()) * season;
}

export interface MadeUpDay {
  calls: CallRow[];
  offers: OfferRow[];
  entries: QueueEntryRow[];
  spells: AgentStateRow[];
}

const HOUR_MS = 3_600_000;
const notes = ['', '', '', '客户咨询账单', '已告知进度', '约好上门', '转告责任部门', '客户表示满意'];
const results = ['resolved', 'resolved', 'resolved', 'followUp', 'transferred'];

/** The calls of one day, in the order of their arrival. `nextId` gives ids that ascend. */
export function makeDay(
  center: MadeUpCenter,
  random: Random,
  startMs: number,
  count: number,
  nextId: () => string,
): MadeUpDay {
  const day: MadeUpDay = { calls: [], offers: [], entries: [], spells: [] };
  const total = hours.reduce((sum, weight) => sum + weight, 0);
  const arrivals: number[] = [];
  let due = 0;
  for (const [hour, weight] of hours.entries()) {
    due += (count * weight) / total;
    while (arrivals.length < Math.round(due)) arrivals.push(startMs + hour * HOUR_MS + random.below(HOUR_MS));
  }
  arrivals.sort((a, b) => a - b);
  for (const arrivedAtMs of arrivals) {
    const load = (hours[Math.floor((arrivedAtMs - startMs) / HOUR_MS)] ?? 1) / 100;
    addCall(day, center, random, arrivedAtMs, load, nextId());
  }
  addSpells(day, center, random, startMs, nextId);
  return day;
}

function addCall(
  day: MadeUpDay,
  center: MadeUpCenter,
  random: Random,
  arrivedAtMs: number,
  load: number,
  callId: string,
): void {
  // The first queue has most calls, each further one a third of the one before.
  let queue = 0;
  while (queue < center.queueIds.length - 1 && random.chance(0.27)) queue += 1;
  const queueId = center.queueIds[queue] as string;
  const usesMenu = center.menuHotline !== null && random.chance(0.2);
  const customer = random.chance(0.4) && center.customers.length > 0 ? random.pick(center.customers) : null;
  const menuMs = usesMenu ? 6000 + random.below(20_000) : 0;
  const call: CallRow = {
    callId,
    direction: 'inbound',
    arrivedAtMs,
    endedAtMs: null,
    hotline: (usesMenu ? center.menuHotline : center.hotlineOf.get(queueId)) ?? '4000',
    queueId,
    callerNumber: customer?.e164 ?? `+861${3 + random.below(6)}${String(random.below(1e9)).padStart(9, '0')}`,
    customerId: customer?.customerId ?? null,
    customerName: customer?.name ?? null,
    tier: customer?.tier ?? null,
    agentId: null,
    outcome: 'answered',
    endedBy: 'customer',
    gaveUpIn: null,
    endCause: 16,
    endWhy: '',
    waitedMs: null,
    rings: null,
    withinThreeRings: false,
    takenWithinThreeRings: false,
    centerAnsweredAtMs: null,
    answeredAtMs: null,
    talkMs: null,
    holdMs: null,
    wrapUpMs: null,
    categoryId: null,
    result: null,
    note: '',
    isComplete: true,
    ronas: 0,
    recordingId: null,
    transfers: 0,
    isVoteAsked: false,
    vote: null,
  };
  day.calls.push(call);
  const threeRingsMs = 3 * center.ringCycleMs;
  const close = (outcome: CallRow['outcome'], waitedMs: number) => {
    call.outcome = outcome;
    call.waitedMs = waitedMs;
    call.endedAtMs = arrivedAtMs + waitedMs;
    if (usesMenu) call.centerAnsweredAtMs = arrivedAtMs + 500;
    else if (waitedMs >= threeRingsMs) call.centerAnsweredAtMs = arrivedAtMs + threeRingsMs - 200;
    call.takenWithinThreeRings = call.centerAnsweredAtMs !== null;
    call.rings = Math.floor(Math.min(waitedMs, threeRingsMs) / center.ringCycleMs) + 1;
  };
  const entry = (entryNo: number, of: string, fromMs: number, toMs: number, left: QueueEntryRow['left'], why = '') =>
    day.entries.push({ callId, entryNo, queueId: of, enteredAtMs: fromMs, leftAtMs: toMs, left, why });

  if (usesMenu && random.chance(0.05)) {
    call.queueId = null;
    call.gaveUpIn = 'menu';
    close('abandoned', 2000 + random.below(menuMs));
    return;
  }
  const enteredAtMs = arrivedAtMs + menuMs;
  if (random.chance(0.01)) {
    call.endedBy = 'center';
    call.endWhy = 'closed';
    close('sentAway', menuMs + 9000);
    entry(1, queueId, enteredAtMs, enteredAtMs, 'closed', 'weekly');
    return;
  }
  // The busier the hour, the more calls find no seat free.
  const waitsForSeat = random.chance(0.08 + 0.3 * load * load);
  const queueMs = Math.round(waitsForSeat ? random.exponential(18_000 + 60_000 * load) : 0);
  const patienceMs = Math.round(random.chance(0.02) ? random.below(5000) : random.exponential(240_000));
  const ringMs = 2500 + random.below(8500);
  if (patienceMs < queueMs + ringMs) {
    const isRinging = patienceMs >= queueMs;
    call.gaveUpIn = isRinging ? 'ringing' : 'queue';
    close('abandoned', menuMs + patienceMs);
    entry(1, queueId, enteredAtMs, enteredAtMs + patienceMs, 'ended');
    if (isRinging)
      day.offers.push({
        callId,
        offerGen: 1,
        agentId: random.pick(center.seats),
        queueId,
        offeredAtMs: enteredAtMs + queueMs,
        endedAtMs: enteredAtMs + patienceMs,
        result: 'withdrawn',
        cause: null,
      });
    return;
  }
  if (queueMs > 60_000 && random.chance(0.08)) {
    close('callback', menuMs + queueMs);
    entry(1, queueId, enteredAtMs, enteredAtMs + queueMs, 'ended');
    return;
  }
  let servedIn = queueId;
  let sinceMs = enteredAtMs;
  let entryNo = 1;
  const offeredAtMs = enteredAtMs + queueMs;
  if (queueMs > 45_000 && center.queueIds.length > 1 && random.chance(0.2)) {
    servedIn = center.queueIds[(queue + 1) % center.queueIds.length] as string;
    entry(entryNo, queueId, sinceMs, offeredAtMs - 1, 'overflowed', 'waitTooLong');
    [entryNo, sinceMs] = [entryNo + 1, offeredAtMs - 1];
  }
  const isIgnored = random.chance(0.025);
  if (isIgnored)
    day.offers.push({
      callId,
      offerGen: 1,
      agentId: random.pick(center.seats),
      queueId: servedIn,
      offeredAtMs,
      endedAtMs: offeredAtMs + threeRingsMs,
      result: 'expired',
      cause: random.chance(0.8) ? 'ignored' : random.pick(['tabFrozen', 'noMicrophone', 'notRegistered', 'network']),
    });
  const waitedMs = menuMs + queueMs + ringMs + (isIgnored ? threeRingsMs : 0);
  const agentId = random.pick(center.seats);
  close('answered', waitedMs);
  const answeredAtMs = arrivedAtMs + waitedMs;
  entry(entryNo, servedIn, sinceMs, answeredAtMs, 'answered');
  day.offers.push({
    callId,
    offerGen: isIgnored ? 2 : 1,
    agentId,
    queueId: servedIn,
    offeredAtMs: answeredAtMs - ringMs,
    endedAtMs: answeredAtMs,
    result: 'answered',
    cause: null,
  });
  const talkMs = Math.round(Math.min(HOUR_MS, random.logNormal(150_000, 0.75)));
  const holdMs = random.chance(0.12) ? 15_000 + random.below(90_000) : 0;
  const isVoteAsked = random.chance(0.5);
  Object.assign(call, {
    queueId: servedIn,
    agentId,
    answeredAtMs,
    endedAtMs: answeredAtMs + talkMs + holdMs,
    withinThreeRings: waitedMs < threeRingsMs,
    takenWithinThreeRings: waitedMs < threeRingsMs || call.centerAnsweredAtMs !== null,
    talkMs,
    holdMs,
    wrapUpMs: 8000 + random.below(52_000),
    categoryId: random.pick(center.categoryIds),
    result: random.pick(results),
    note: random.pick(notes),
    ronas: isIgnored ? 1 : 0,
    isVoteAsked,
    vote: isVoteAsked && random.chance(0.55) ? 5 - Math.min(4, Math.floor(random.exponential(0.7))) : null,
  } satisfies Partial<CallRow>);
}

/** A shift of eight hours per seat, in spells of an hour's talk, wrap-up and readiness, and a meal in the middle. */
function addSpells(
  day: MadeUpDay,
  { seats }: MadeUpCenter,
  random: Random,
  startMs: number,
  nextId: () => string,
): void {
  const spells: Omit<AgentStateRow, 'eventId'>[] = [];
  for (const agentId of seats) {
    if (random.chance(2 / 7)) continue;
    let atMs = startMs + (7 + random.below(5)) * HOUR_MS + random.below(HOUR_MS / 4);
    const add = (state: string, minutes: number, reason = '') => {
      const fromMs = atMs;
      atMs += Math.round(minutes * 60_000);
      spells.push({ agentId, state, reason, fromMs, toMs: atMs });
    };
    for (let hour = 0; hour < 8; hour += 1) {
      if (hour === 4) {
        add('notReady', 30 + random.below(20), 'meal');
        continue;
      }
      const busy = 0.55 + random.next() * 0.3;
      add('talking', 60 * busy * 0.78);
      add('wrapUp', 60 * busy * 0.2);
      add('ready', 60 * (1 - busy) * 0.8);
      add('notReady', 60 * (1 - busy) * 0.2, random.pick(['break', 'training', 'meeting', 'back-office']));
    }
    spells.push({ agentId, state: 'offline', reason: '', fromMs: atMs, toMs: startMs + 31 * HOUR_MS });
  }
  spells.sort((a, b) => a.fromMs - b.fromMs);
  for (const spell of spells) day.spells.push({ eventId: nextId(), ...spell });
}
