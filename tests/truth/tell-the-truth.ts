import type { CallDetail, CallSummary } from '@sansheng/shared/contracts/records/call-records';
import type { FigureReport, FigureRow, LedgerCheck } from '@sansheng/shared/contracts/records/reports';
import {
  type Axis,
  ledgerDifference,
  type Measure,
  noMeasures,
  type OpenFigure,
} from '@sansheng/shared/domain/figures';
import { expect } from 'vitest';
import { anAdministrator } from '../support/administrator.ts';
import { aCallCenter } from '../support/call-center.ts';
import { signIn } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { settings } from '../support/settings.ts';
import { theStack } from '../support/the-stack.ts';
import { compareCall, compareCallback, declinesIn, entriesIn, ronasIn, workIn } from './compare-records.ts';
import { workSeats } from './random-seats.ts';
import { type CountedCall, hotlines, recount, recountCallbacks } from './recount.ts';
import { calledKinds, startCalledCustomers } from './sipp-called.ts';
import { callAll, type CustomerKind } from './sipp-customers.ts';

const PER_SECOND = 3;
const RING_MS = 400;
const WORKING = ['1001', '1002', '1003', '1004', '1005', '1006', '1007', '1008', '1009', '1010'];
const EXPERTS = ['1011', '1012'];
const TRIES = 2;
const WHOLE_MS = 30_000;
const STALL_MS = 250;

const { service, menu, complaints, unknown } = hotlines;
const ordinary = '1390';
const kinds: (Omit<CustomerKind, 'numbers' | 'perSecond'> & { share: number; from?: string })[] = [
  { hotline: service, ringPatienceMs: WHOLE_MS, stayMs: WHOLE_MS, share: 31 },
  { hotline: service, ringPatienceMs: WHOLE_MS, stayMs: 2500, share: 16 },
  { hotline: service, ringPatienceMs: WHOLE_MS, stayMs: 700, share: 8 },
  { hotline: service, ringPatienceMs: WHOLE_MS, stayMs: 6000, share: 5 },
  { hotline: service, ringPatienceMs: 500, stayMs: WHOLE_MS, share: 8 },
  { hotline: service, ringPatienceMs: 800, stayMs: WHOLE_MS, share: 7 },
  // Overflows into another queue.
  { hotline: complaints, ringPatienceMs: WHOLE_MS, stayMs: WHOLE_MS, share: 7 },
  { hotline: menu, ringPatienceMs: WHOLE_MS, stayMs: 1200, share: 3 },
  { hotline: menu, ringPatienceMs: WHOLE_MS, stayMs: 5500, share: 2 },
  { hotline: unknown, ringPatienceMs: WHOLE_MS, stayMs: WHOLE_MS, share: 3 },
  // Ask to be called back, unless a seat comes first.
  ...Object.entries({ answers: 5, refuses: 3, letsRing: 2 } as const).map(([kind, share]) => ({
    hotline: service,
    ringPatienceMs: WHOLE_MS,
    stayMs: WHOLE_MS,
    key: '1',
    from: calledKinds[kind as keyof typeof calledKinds],
    share,
  })),
];

/**
 * Lets customers call and seats answer by chance, with a kill of the workers and of the server on the way; then holds the
 * records, the figures and the books against what SIPp and the phones logged.
 */
export async function tellTheTruth(calls: number): Promise<void> {
  const stack = theStack();
  const center = await aCallCenter({ ringCycleMs: RING_MS, ready: WORKING, notReady: EXPERTS });
  const admin = await anAdministrator(center);
  await admin.changesQueue('service', {
    wrapUpMode: 'none',
    sizeLimit: 500,
    callbackTries: TRIES,
    callbackRetrySeconds: 2,
    // Nobody says a word: to join such legs only keeps the machine busy.
    isRecorded: false,
  });
  await admin.changesQueue('complaints', { wrapUpMode: 'none' });
  await admin.setsMembers('complaints', []);
  await (await settings(center)).putOverflow({
    queueId: 'complaints',
    overflow: { noSeat: { kind: 'queue', queueId: 'service' } },
  });
  const supervisor = await signIn(center.url, '3001');
  const read = async <T>(path: string): Promise<T> => {
    const { status, body } = await supervisor.ask('GET', path);
    expect([path, status]).toEqual([path, 200]);
    return body as T;
  };
  const fromMs = Date.now();
  const period = () => `from=${fromMs}&to=${Date.now() + 1000}`;
  /** Once nothing is left to be counted again. */
  const figures = (groupBy: Axis, interval: '15m' | 'all' = 'all') =>
    eventually(
      async () => {
        const path = `/api/v1/reports/figures?${period()}&interval=${interval}&groupBy=${groupBy}`;
        const report = await read<FigureReport>(path);
        return report.pending === 0 ? report : null;
      },
      { withinMs: 30_000, what: 'figures that are counted' },
    );
  const before = { queue: await figures('queue'), agent: await figures('agent'), hotline: await figures('hotline') };

  let next = 0;
  const customers: CustomerKind[] = kinds.map(({ share, from = ordinary, ...kind }) => ({
    ...kind,
    numbers: Array.from(
      { length: Math.max(1, Math.round((calls * share) / 100)) },
      () => `${from}${String((next += 1)).padStart(7, '0')}`,
    ),
    perSecond: (PER_SECOND * share) / 100,
  }));
  const seatsAt = (agentIds: string[]) => Promise.all(agentIds.map((agentId) => center.seat(agentId)));
  const atSeats = workSeats(
    center,
    {
      working: await seatsAt(WORKING),
      experts: await seatsAt(EXPERTS),
      isShared: (number) => number.startsWith(ordinary),
    },
    Math.random,
  );
  const called = await startCalledCustomers(stack);
  const machine = watchStalls();
  const arrived = (part: number) =>
    eventually(async () => (await center.callIds()).length > calls * part, { withinMs: 300_000, what: 'calls' });
  async function killOnTheWay(): Promise<{ killedAtMs: number; upAtMs: number }> {
    await arrived(0.35);
    await center.workers.kill('SIGKILL');
    await center.workers.start();
    await arrived(0.6);
    await center.server.kill('SIGKILL');
    const killedAtMs = Date.now();
    await center.startServer();
    await atSeats.comeBack();
    return { killedAtMs, upAtMs: Date.now() };
  }
  const [atCustomers, { killedAtMs, upAtMs }] = await Promise.all([callAll(stack, customers), killOnTheWay()]);
  await atSeats.stop();
  await center.isQuiet();
  const atCalled = await called.stop();
  const stalls = machine.stop();

  const counted = recount(atCustomers, atSeats.log, 3 * RING_MS);
  const countedBack = recountCallbacks(atCustomers, atSeats.log, atCalled);
  // Also of who asked for it after a talk: such a call stays answered.
  const placed = (await center.events()).filter(({ type }) => type === 'callback.placed');
  const records = await eventually(
    async () => {
      const all = await readCalls(read, `from=${fromMs}`);
      const inbound = all.filter(({ direction }) => direction === 'inbound');
      expect({
        missing: counted.filter(({ number }) => !inbound.some((call) => call.callerNumber === number)),
        inbound: inbound.length,
        callbacks: all.length - inbound.length,
        open: all.filter(({ endedAtMs }) => endedAtMs === null).map(({ callerNumber }) => callerNumber),
      }).toEqual({ missing: [], inbound: counted.length, callbacks: placed.length, open: [] });
      return all;
    },
    { withinMs: 30_000, everyMs: 500, what: `${counted.length} records` },
  );
  const details: CallDetail[] = [];
  for (const { callId } of records) details.push(await read<CallDetail>(`/api/v1/calls/${callId}`));
  const inbound = new Map(
    details.filter(({ direction }) => direction === 'inbound').map((call) => [call.callerNumber, call]),
  );
  const callbacks = new Map(
    details.filter(({ direction }) => direction === 'callback').map((call) => [call.callerNumber, call]),
  );
  const losses = new Map<string, CountedCall['gaveUpIn']>();
  for (const [place, figure] of Object.entries(placesOfLoss)) {
    for (const { callId } of await readCalls(read, `from=${fromMs}&figure=${figure}`))
      losses.set(callId, place as keyof typeof placesOfLoss);
  }

  // The records cannot have the exact time of what happened while no server ran or the processor was starved.
  const gaps = [{ fromMs: killedAtMs - 500, toMs: upAtMs }, ...stalls];
  const isSeen = (from: number, to: number) => gaps.every((gap) => to < gap.fromMs || from > gap.toMs);
  const clear = counted.filter((call) => !call.isClose && isSeen(call.invitedAtMs, call.endedAtMs));
  const clearBack = countedBack.filter((call) => !call.isClose && isSeen(call.fromMs, call.toMs));
  const differing = [
    ...clear.map((call) => {
      const record = inbound.get(call.number);
      const faults =
        record === undefined
          ? ['no record']
          : compareCall(call, record, isPlaceKnown(record) ? (losses.get(record.callId) ?? null) : undefined);
      return { call, record, faults };
    }),
    ...clearBack.map((call) => {
      const record = callbacks.get(call.number);
      return { call, record, faults: record === undefined ? ['no record'] : compareCallback(call, record) };
    }),
  ].filter(({ faults }) => faults.length > 0);
  const happened = countKinds(clear, clearBack);
  console.log(
    `${clear.length} of ${counted.length} calls compared, ${stalls.length} stalls of the machine: ${JSON.stringify(happened)}`,
  );
  expect(differing).toEqual([]);
  expect(clear.length).toBeGreaterThan(counted.length * 0.5);

  // The records are true: the figures are their sums, of the center, of each queue, seat and hotline.
  const after = { queue: await figures('queue'), agent: await figures('agent'), hotline: await figures('hotline') };
  const calledIn = [...inbound.values()];
  const terms = calledIn.map((call) => termOf(call));
  expect(grown(after.queue.total, before.queue.total, centerMeasures)).toEqual({
    offered: counted.length,
    ...countTerms(terms),
    talkMs: total(calledIn.map(({ talkMs }) => talkMs)),
    holdMs: total(calledIn.map(({ holdMs }) => holdMs)),
    gaveUpInMenu: [...losses.values()].filter((place) => place === 'menu').length,
    gaveUpInQueue: [...losses.values()].filter((place) => place === 'queue').length,
    gaveUpRinging: [...losses.values()].filter((place) => place === 'ringing').length,
    ronas: calledIn.flatMap(ronasIn).length,
    outbound: callbacks.size,
    outboundAnswered: [...callbacks.values()].filter(({ outcome }) => outcome === 'answered').length,
  });
  for (const queueId of ['service', 'complaints']) {
    const entries = calledIn.flatMap(entriesIn).filter((entry) => entry.queueId === queueId);
    expect([queueId, grownOf(after.queue, before.queue, queueId, queueMeasures)]).toEqual([
      queueId,
      { offered: entries.length, ...countTerms(entries.map(({ term }) => term)) },
    ]);
  }
  for (const agentId of [...WORKING, ...EXPERTS]) {
    const work = calledIn.flatMap(workIn).filter((one) => one.agentId === agentId);
    const times = (agentIds: string[]) => agentIds.filter((one) => one === agentId).length;
    expect([agentId, grownOf(after.agent, before.agent, agentId, seatMeasures)]).toEqual([
      agentId,
      {
        handled: work.length,
        talkMs: total(work.map(({ talkMs }) => talkMs)),
        holdMs: total(work.map(({ holdMs }) => holdMs)),
        ronas: times(calledIn.flatMap(ronasIn)),
        declined: times(calledIn.flatMap(declinesIn)),
        outboundAnswered: [...callbacks.values()].filter((call) => call.agentId === agentId && call.talkMs !== null)
          .length,
      },
    ]);
  }
  for (const hotline of Object.values(hotlines)) {
    expect([hotline, grownOf(after.hotline, before.hotline, hotline, ['offered'])]).toEqual([
      hotline,
      { offered: atCustomers.filter((customer) => customer.hotline === hotline).length },
    ]);
  }

  // The books: proved, and balanced in each interval of each axis that is offered calls.
  const proof = await read<LedgerCheck>(`/api/v1/reports/ledger?${period()}`);
  expect(proof).toMatchObject({ faults: [], pending: 0 });
  expect(proof.calls).toBeGreaterThanOrEqual(counted.length);
  for (const axis of ['center', 'queue', 'hotline'] as const) {
    for (const { intervalStartMs, group, measures } of (await figures(axis, '15m')).rows)
      expect([axis, group, intervalStartMs, ledgerDifference({ ...noMeasures, ...measures })]).toEqual([
        axis,
        group,
        intervalStartMs,
        0,
      ]);
  }

  // All that the truth is told about has happened.
  for (const [kind, times] of Object.entries(happened)) expect(times, kind).toBeGreaterThan(0);
}

/** Spans in which this machine was too busy to tell a second: a timer came late, as everybody's did. */
function watchStalls() {
  const stalls: { fromMs: number; toMs: number }[] = [];
  let lastMs = Date.now();
  const timer = setInterval(() => {
    const now = Date.now();
    if (now - lastMs > STALL_MS) stalls.push({ fromMs: lastMs - STALL_MS, toMs: now + STALL_MS });
    lastMs = now;
  }, 50);
  return {
    stop() {
      clearInterval(timer);
      return stalls;
    },
  };
}

const placesOfLoss = {
  menu: 'gaveUpInMenu',
  queue: 'gaveUpInQueue',
  ringing: 'gaveUpRinging',
} as const satisfies Record<NonNullable<CountedCall['gaveUpIn']>, OpenFigure>;
const queueMeasures = [
  'offered',
  'answered',
  'abandoned',
  'shortAbandoned',
  'overflowedOut',
  'calledBack',
  'sentAway',
  'lost',
] as const satisfies Measure[];
const centerMeasures = [
  ...queueMeasures,
  'talkMs',
  'holdMs',
  ...Object.values(placesOfLoss),
  'ronas',
  'outbound',
  'outboundAnswered',
] as const;
const seatMeasures = ['handled', 'talkMs', 'holdMs', 'ronas', 'declined', 'outboundAnswered'] as const;

const total = (numbers: (number | null)[]): number => numbers.reduce<number>((sum, number) => sum + (number ?? 0), 0);

/** The term of the center's ledger that a call is booked under. */
function termOf({ outcome, waitedMs }: CallDetail): string {
  if (outcome === 'callback') return 'calledBack';
  return outcome === 'abandoned' && (waitedMs ?? 0) < 5000 ? 'shortAbandoned' : (outcome ?? '');
}
const countTerms = (terms: string[]) =>
  Object.fromEntries(
    queueMeasures
      .filter((measure) => measure !== 'offered')
      .map((measure) => [measure, terms.filter((term) => term === measure).length]),
  );

type Sums = Pick<FigureRow, 'measures'>;
/** What has come to these measures since. */
function grown(after: Sums, before: Sums, measures: readonly Measure[]): Record<string, number> {
  return Object.fromEntries(
    measures.map((measure) => [measure, (after.measures[measure] ?? 0) - (before.measures[measure] ?? 0)]),
  );
}
function grownOf(after: FigureReport, before: FigureReport, group: string, measures: readonly Measure[]) {
  const rowOf = (report: FigureReport): Sums => report.totals.find((row) => row.group === group) ?? { measures: {} };
  return grown(rowOf(after), rowOf(before), measures);
}

/** The lists have late losses only; and a phone may not have heard of an offer that was just made. */
const isPlaceKnown = ({ outcome, waitedMs, offers }: CallDetail): boolean =>
  outcome === 'abandoned' &&
  (waitedMs ?? 0) >= 5000 &&
  !offers.some(({ result, offeredAtMs, endedAtMs }) => result === 'withdrawn' && (endedAtMs ?? 0) - offeredAtMs < 500);

/** How often each kind of call that the truth is told about was among those compared. */
function countKinds(calls: CountedCall[], callbacks: { outcome: string; tries: number }[]): Record<string, number> {
  const times = (isIt: (call: CountedCall) => boolean) => calls.filter(isIt).length;
  return {
    answered: times(({ outcome }) => outcome === 'answered'),
    gaveUpInMenu: times(({ gaveUpIn }) => gaveUpIn === 'menu'),
    gaveUpInQueue: times(({ gaveUpIn }) => gaveUpIn === 'queue'),
    gaveUpRinging: times(({ gaveUpIn }) => gaveUpIn === 'ringing'),
    gaveUpShort: times(({ gaveUpIn, waitedMs }) => gaveUpIn !== null && waitedMs < 5000),
    gaveUpLate: times(({ gaveUpIn, waitedMs }) => gaveUpIn !== null && waitedMs >= 5000),
    sentAway: times(({ outcome }) => outcome === 'sentAway'),
    overflowed: times(({ entries }) => entries.some(({ term }) => term === 'overflowedOut')),
    rona: times(({ ronas }) => ronas.length > 0),
    declined: times(({ declined }) => declined.length > 0),
    passedOn: times(({ entries }) => entries.filter(({ term }) => term !== 'overflowedOut').length > 1),
    inConference: times(({ isConference }) => isConference),
    consulted: times(({ work }) => work.some(({ holdMs }) => holdMs > 0)),
    leftToColleague: times(
      ({ work, entries }) => work.length > entries.filter(({ term }) => term === 'answered').length,
    ),
    askedForCallback: times(({ outcome }) => outcome === 'callback'),
    calledBack: callbacks.filter(({ outcome }) => outcome === 'answered').length,
    notReached: callbacks.filter(({ outcome }) => outcome === 'notReached').length,
    triedAgain: callbacks.filter(({ tries }) => tries > 1).length,
  };
}

async function readCalls(read: <T>(path: string) => Promise<T>, filter: string): Promise<CallSummary[]> {
  const found: CallSummary[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: { calls: CallSummary[]; nextCursor: string | null } = await read(
      `/api/v1/calls?${filter}&limit=200${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    found.push(...page.calls);
    cursor = page.nextCursor;
  }
  return found;
}
