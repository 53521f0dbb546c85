import type { EventData, EventType, LiveEvent } from '@sansheng/shared/contracts/events';
import type { AgentStateRow } from '@sansheng/shared/tables/records/call-records';
import type { OfferCause } from '@sansheng/shared/domain/agent-state';
import { TARGET_RINGS } from '@sansheng/shared/domain/rings';
import type { Random } from './random.ts';

/** What made-up calls are about and who takes them. */
export interface MadeUpCenter {
  /** The busiest first. */
  queueIds: string[];
  hotlineOf: Map<string, string>;
  menuHotline: { number: string; menu: string } | null;
  seats: string[];
  categoryIds: string[];
  customers: { customerId: string; name: string; tier: string; e164: string }[];
  ringCycleMs: number;
}

/** Calls of a working day by hour: two peaks, a dip at noon, few at night. */
const hours = [4, 3, 2, 2, 2, 4, 10, 26, 62, 96, 100, 84, 52, 60, 88, 92, 82, 62, 42, 34, 28, 20, 12, 7];
/** Monday first. */
const weekdays = [1.26, 1.1, 1.04, 1, 0.96, 0.62, 0.48];
const daysOfMonth = (day: number) => (day <= 3 || day >= 26 ? 1.15 : 1);

/** Relative number of calls on this day. `date` like 2026-11-20. */
export function weightOfDay(date: string): number {
  const at = new Date(`${date}T00:00:00Z`);
  const season = 1 + 0.12 * Math.sin((2 * Math.PI * (at.getUTCMonth() - 2)) / 12);
  return (weekdays[(at.getUTCDay() + 6) % 7] ?? 1) * daysOfMonth(at.getUTCDate()) * season;
}

const HOUR_MS = 3_600_000;
/** When shifts begin: most in the morning, few for the evening and the night. All end by midnight. */
const shiftHours = [0, 7, 8, 8, 8, 9, 9, 9, 10, 11, 13, 16];
const SHIFT_HOURS = 8;
const causes: OfferCause[] = ['ignored', 'ignored', 'ignored', 'ignored', 'tabFrozen', 'noMicrophone', 'network'];
const notes = ['', '', '', '客户咨询账单', '已告知进度', '约好上门', '转告责任部门', '客户表示满意'];
const results = ['resolved', 'resolved', 'resolved', 'followUp', 'transferred'];

/** Who is at work in each hour of a day, and until when each is on a call. */
interface Shifts {
  startHourOf: Map<string, number>;
  byHour: string[][];
  busyUntilMs: Map<string, number>;
}

/** Everyone works five days of seven. */
export function makeShifts({ seats }: MadeUpCenter, random: Random): Shifts {
  const startHourOf = new Map<string, number>();
  const byHour: string[][] = hours.map(() => []);
  for (const agentId of seats) {
    if (random.chance(2 / 7)) continue;
    const start = random.pick(shiftHours);
    startHourOf.set(agentId, start);
    for (let hour = start; hour < start + SHIFT_HOURS; hour += 1) byHour[hour]?.push(agentId);
  }
  return { startHourOf, byHour, busyUntilMs: new Map() };
}

/** The events of each call of a day, in the order of arrival. `firstNumber`: of the first call, they count up from there. */
export function* makeCalls(
  center: MadeUpCenter,
  random: Random,
  shifts: Shifts,
  day: { startMs: number; calls: number; firstNumber: number },
): Generator<LiveEvent[]> {
  const total = hours.reduce((sum, weight) => sum + weight, 0);
  const arrivals: number[] = [];
  let due = 0;
  for (const [hour, weight] of hours.entries()) {
    due += (day.calls * weight) / total;
    while (arrivals.length < Math.round(due)) arrivals.push(day.startMs + hour * HOUR_MS + random.below(HOUR_MS));
  }
  arrivals.sort((a, b) => a - b);
  for (const [i, arrivedAtMs] of arrivals.entries()) {
    const hour = Math.floor((arrivedAtMs - day.startMs) / HOUR_MS);
    yield makeCall(center, random, shifts, { arrivedAtMs, hour, number: day.firstNumber + i });
  }
}

function makeCall(
  center: MadeUpCenter,
  random: Random,
  { byHour, busyUntilMs }: Shifts,
  { arrivedAtMs, hour, number }: { arrivedAtMs: number; hour: number; number: number },
): LiveEvent[] {
  const callId = `made-${number.toString(36).padStart(8, '0')}`;
  const events: LiveEvent[] = [];
  const add = <T extends EventType>(type: T, atMs: number, data: EventData<T>, agentId = '') => {
    // Above all numbers that the stream itself gives within a ms.
    const id = `${atMs}-${1_000_000 + number * 32 + events.length}`;
    events.push({ id, type, atMs, callId, agentId, data } as LiveEvent);
  };
  const { ringCycleMs } = center;
  const load = (hours[hour] ?? 1) / 100;
  const promiseMs = TARGET_RINGS * ringCycleMs;
  /** A free one of those at work, or else anybody. */
  const pickSeat = (atMs: number): string => {
    const there = byHour[hour]?.length ? (byHour[hour] as string[]) : center.seats;
    for (let tries = 0; tries < 4; tries += 1) {
      const agentId = random.pick(there);
      if ((busyUntilMs.get(agentId) ?? 0) <= atMs) return agentId;
    }
    return random.pick(there);
  };

  // The first queue has most calls, each further one a third of the one before.
  let queue = 0;
  while (queue < center.queueIds.length - 1 && random.chance(0.27)) queue += 1;
  const queueId = center.queueIds[queue] as string;
  const menu = random.chance(0.2) ? center.menuHotline : null;
  const customer = random.chance(0.4) && center.customers.length > 0 ? random.pick(center.customers) : null;
  const callerNumber = customer?.e164 ?? `+861${3 + random.below(6)}${String(random.below(1e9)).padStart(9, '0')}`;
  add('call.arrived', arrivedAtMs, {
    node: 'made',
    channelId: callId,
    hotline: menu?.number ?? center.hotlineOf.get(queueId) ?? '4000',
    callerNumber,
    ringCycleMs,
  });
  add('call.identified', arrivedAtMs, {
    e164: callerNumber,
    numberKind: 'mobile',
    customerId: customer?.customerId ?? '',
    customerName: customer?.name ?? '',
    tier: customer?.tier ?? '',
  });
  let hasGreeting = false;
  /** The center answers itself before the third ring ends, unless somebody or the end comes first. */
  const greetUntil = (atMs: number, greetedAtMs = arrivedAtMs + promiseMs - 200) => {
    if (hasGreeting || greetedAtMs >= atMs) return;
    hasGreeting = true;
    add('call.centerAnswered', greetedAtMs, {});
  };
  const end = (atMs: number, outcome: EventData<'call.ended'>['outcome'], endedBy = 'customer' as const, why = '') =>
    add('call.ended', atMs, { outcome, endedBy, cause: 16, why });

  let enteredAtMs = arrivedAtMs;
  if (menu !== null) {
    greetUntil(arrivedAtMs + 501, arrivedAtMs + 500);
    const menuMs = 6000 + random.below(20_000);
    add('call.menuStepEntered', arrivedAtMs + 500, { menu: menu.menu, version: 1, step: 'welcome', digit: '' });
    if (random.chance(0.05)) {
      end(arrivedAtMs + 2000 + random.below(menuMs), 'abandoned');
      return events;
    }
    enteredAtMs += menuMs;
    add('call.menuChosen', enteredAtMs, { menu: menu.menu, digit: String(queue + 1), queueId, version: 1 });
  }
  if (random.chance(0.01)) {
    greetUntil(enteredAtMs + 301, enteredAtMs + 300);
    add('businessCalendar.lineClosed', enteredAtMs, { queueId, kind: 'weekly' });
    add('call.ended', enteredAtMs + 9000, { outcome: 'sentAway', endedBy: 'center', cause: 16, why: 'closed' });
    return events;
  }
  add('routing.callQueued', enteredAtMs, { queueId, priority: 5 });
  // The busier the hour, the more calls find no seat free.
  const waitsForSeat = random.chance(0.08 + 0.3 * load * load);
  const offeredAtMs = enteredAtMs + Math.round(waitsForSeat ? random.exponential(18_000 + 60_000 * load) : 0);
  const patienceMs = random.chance(0.02) ? random.below(5000) : random.exponential(240_000);
  const gaveUpAtMs = enteredAtMs + Math.round(patienceMs);
  const ringMs = 2500 + random.below(8500);
  let servedIn = queueId;
  const offer = (offerGen: number, atMs: number, agentId: string) =>
    add(
      'routing.offered',
      atMs,
      { offerGen, queueId: servedIn, deadlineAtMs: atMs + promiseMs, waitedMs: atMs - arrivedAtMs },
      agentId,
    );
  if (gaveUpAtMs < offeredAtMs + ringMs) {
    const agentId = pickSeat(offeredAtMs);
    if (gaveUpAtMs >= offeredAtMs) {
      greetUntil(offeredAtMs);
      offer(1, offeredAtMs, agentId);
    }
    greetUntil(gaveUpAtMs);
    if (gaveUpAtMs >= offeredAtMs) add('routing.offerWithdrawn', gaveUpAtMs, { offerGen: 1 }, agentId);
    end(gaveUpAtMs, 'abandoned');
    return events;
  }
  const queuedMs = offeredAtMs - enteredAtMs;
  if (queuedMs > 60_000 && random.chance(0.08)) {
    greetUntil(offeredAtMs);
    end(offeredAtMs, 'callback');
    return events;
  }
  if (queuedMs > 45_000 && center.queueIds.length > 1 && random.chance(0.2)) {
    servedIn = center.queueIds[(queue + 1) % center.queueIds.length] as string;
    greetUntil(offeredAtMs);
    add('routing.callOverflowed', offeredAtMs, {
      fromQueueId: queueId,
      to: 'queue',
      toQueueId: servedIn,
      number: '',
      why: 'waitTooLong',
    });
  }
  let gen = 1;
  let rungAtMs = offeredAtMs;
  if (random.chance(0.025)) {
    const agentId = pickSeat(rungAtMs);
    greetUntil(rungAtMs);
    offer(gen, rungAtMs, agentId);
    rungAtMs += promiseMs;
    greetUntil(rungAtMs);
    add('routing.offerExpired', rungAtMs, { offerGen: gen, cause: random.pick(causes) }, agentId);
    gen += 1;
  }
  let agentId = pickSeat(rungAtMs);
  greetUntil(rungAtMs);
  offer(gen, rungAtMs, agentId);
  let atMs = rungAtMs + ringMs;
  greetUntil(atMs);
  add('call.answered', atMs, { offerGen: gen, waitedMs: atMs - arrivedAtMs }, agentId);
  const talkMs = Math.round(Math.min(HOUR_MS, random.logNormal(150_000, 0.75)));
  if (random.chance(0.12)) {
    const heldMs = 15_000 + random.below(90_000);
    atMs += Math.round(talkMs / 2);
    add('call.held', atMs, {}, agentId);
    atMs += heldMs;
    add('call.retrieved', atMs, { heldMs }, agentId);
    atMs += talkMs - Math.round(talkMs / 2);
  } else atMs += talkMs;
  const wrapUps: { agentId: string; atMs: number; categoryId: string }[] = [];
  const categoryId = random.pick(center.categoryIds);
  if (random.chance(0.03)) {
    const next = pickSeat(atMs);
    add('call.transferred', atMs, { offerGen: gen, how: 'blind', to: 'seat', who: next }, agentId);
    wrapUps.push({ agentId, atMs, categoryId: '' });
    gen += 1;
    const by = agentId;
    agentId = next;
    const role = 'transfer';
    const deadlineAtMs = atMs + promiseMs;
    add('leg.added', atMs, { offerGen: gen, kind: 'seat', who: next, role, by, deadlineAtMs }, next);
    atMs += 2000 + random.below(8000);
    add('leg.answered', atMs, { offerGen: gen }, next);
    add('call.takenOver', atMs, { offerGen: gen, kind: 'seat', who: next }, next);
    atMs += Math.round(random.logNormal(90_000, 0.6));
  }
  end(atMs, 'answered');
  if (random.chance(0.5)) {
    add('vote.asked', atMs, {});
    if (random.chance(0.55))
      add('vote.given', atMs + 9000, { score: 5 - Math.min(4, Math.floor(random.exponential(0.7))) });
    else add('vote.missed', atMs + 9000, { why: 'hungUp' });
  }
  wrapUps.push({ agentId, atMs, categoryId });
  for (const one of wrapUps) {
    const wrapUpMs = 8000 + random.below(52_000);
    busyUntilMs.set(one.agentId, one.atMs + wrapUpMs);
    const complete = one.categoryId !== '';
    const written = complete ? { result: random.pick(results), note: random.pick(notes) } : { result: '', note: '' };
    add(
      'wrapUp.finished',
      one.atMs + wrapUpMs,
      { categoryId: one.categoryId, ...written, complete, wrapUpMs },
      one.agentId,
    );
  }
  return events;
}

/** What the seats of a day's shifts did: talk, wrap-up and readiness by the hour, and a meal in the middle. */
export function makeSpells({ startHourOf }: Shifts, random: Random, startMs: number): AgentStateRow[] {
  const spells: AgentStateRow[] = [];
  for (const [agentId, startHour] of startHourOf) {
    let atMs = startMs + startHour * HOUR_MS;
    let count = 0;
    // The same for the same shift, so that a day that is generated twice has everyone once.
    const begin = (state: string, reason: string, toMs: number) => {
      spells.push({ eventId: `made-${startMs}-${agentId}-${count}`, agentId, state, reason, fromMs: atMs, toMs });
      count += 1;
      atMs = toMs;
    };
    const add = (state: string, minutes: number, reason = '') =>
      begin(state, reason, atMs + Math.round(minutes * 60_000));
    for (let hour = 0; hour < SHIFT_HOURS; hour += 1) {
      if (hour === SHIFT_HOURS / 2) {
        add('notReady', 30 + random.below(20), 'meal');
        continue;
      }
      const busy = 0.55 + random.next() * 0.3;
      add('talking', 60 * busy * 0.78);
      add('wrapUp', 60 * busy * 0.2);
      add('ready', 60 * (1 - busy) * 0.8);
      add('notReady', 60 * (1 - busy) * 0.2, random.pick(['break', 'training', 'meeting', 'back-office']));
    }
    begin('offline', '', startMs + 24 * HOUR_MS);
  }
  return spells;
}
