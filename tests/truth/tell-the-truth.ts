import type { CallDetail, CallSummary } from '@sansheng/shared/contracts/call-records';
import type { FigureReport, LedgerCheck } from '@sansheng/shared/contracts/reports';
import type { Measure } from '@sansheng/shared/domain/figures';
import { expect } from 'vitest';
import { anAdministrator } from '../support/administrator.ts';
import { aCallCenter } from '../support/call-center.ts';
import { signIn } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { settings } from '../support/settings.ts';
import { theStack } from '../support/the-stack.ts';
import { workSeats } from './random-seats.ts';
import { type CountedCall, recount } from './recount.ts';
import { callAll, type CustomerKind } from './sipp-customers.ts';

const PER_SECOND = 4;
const RING_MS = 400;
const SEATS = ['1001', '1002', '1003', '1004', '1005', '1006'];
/** A second, and what the ends of a call lie apart. */
const EQUAL_MS = 1000;
const WHOLE_MS = 30_000;

const kinds: (Omit<CustomerKind, 'numbers' | 'perSecond'> & { share: number })[] = [
  { hotline: '4000', ringPatienceMs: WHOLE_MS, stayMs: WHOLE_MS, share: 40 },
  { hotline: '4000', ringPatienceMs: WHOLE_MS, stayMs: 2500, share: 20 },
  { hotline: '4000', ringPatienceMs: WHOLE_MS, stayMs: 700, share: 10 },
  { hotline: '4000', ringPatienceMs: 250, stayMs: WHOLE_MS, share: 8 },
  { hotline: '4000', ringPatienceMs: 800, stayMs: WHOLE_MS, share: 7 },
  // Overflows into another queue.
  { hotline: '4002', ringPatienceMs: WHOLE_MS, stayMs: WHOLE_MS, share: 7 },
  { hotline: '4001', ringPatienceMs: WHOLE_MS, stayMs: 1200, share: 4 },
  { hotline: '4999', ringPatienceMs: WHOLE_MS, stayMs: WHOLE_MS, share: 4 },
];

/**
 * Lets customers call and seats answer by chance, with a kill of the workers and of the server on the way; then holds the
 * records, the figures and the books against what SIPp and the phones logged.
 */
export async function tellTheTruth(calls: number): Promise<void> {
  const center = await aCallCenter({ ringCycleMs: RING_MS, ready: SEATS });
  const admin = await anAdministrator(center);
  await admin.changesQueue('service', { wrapUpMode: 'none', sizeLimit: 500 });
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
  const figures = () => read<FigureReport>(`/api/v1/reports/figures?${period()}&interval=all&groupBy=queue`);
  const counted = () =>
    eventually(async () => ((await figures()).pending === 0 ? figures() : null), { withinMs: 30_000 });
  const before = await counted();

  let next = 0;
  const customers: CustomerKind[] = kinds.map(({ share, ...kind }) => ({
    ...kind,
    numbers: Array.from(
      { length: Math.round((calls * share) / 100) },
      () => `139${String((next += 1)).padStart(8, '0')}`,
    ),
    perSecond: (PER_SECOND * share) / 100,
  }));
  const seats = await Promise.all(SEATS.map((agentId) => center.seat(agentId)));
  const atSeats = workSeats(center, seats, Math.random);
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
  const [atCustomers, { killedAtMs, upAtMs }] = await Promise.all([callAll(theStack(), customers), killOnTheWay()]);
  await atSeats.stop();
  await center.isQuiet();

  const expected = recount(atCustomers, atSeats.log, 3 * RING_MS);
  const records = await eventually(
    async () => {
      const all = await readCalls(read, fromMs);
      return all.length === expected.length && all.every(({ endedAtMs }) => endedAtMs !== null) ? all : null;
    },
    { withinMs: 30_000, everyMs: 500, what: `${expected.length} records` },
  );
  const details = new Map<string, CallDetail>();
  for (const { callId } of records) {
    const detail = await read<CallDetail>(`/api/v1/calls/${callId}`);
    details.set(detail.callerNumber, detail);
  }
  // Of what happened while no server was there, the records cannot have the moment.
  const isSeen = (call: CountedCall) => {
    const log = atCustomers.find(({ number }) => number === call.number);
    return log !== undefined && (log.endedAtMs < killedAtMs - 500 || log.invitedAtMs > upAtMs);
  };
  const compared = expected.filter((call) => isSeen(call) && !call.isClose);
  expect(compared.length).toBeGreaterThan(expected.length / 2);
  const differing = expected.flatMap((call) => {
    const record = details.get(call.number);
    const faults = record === undefined ? ['no record'] : compare(call, record, isSeen(call));
    return faults.length === 0 ? [] : [{ call, record, faults }];
  });
  expect(differing).toEqual([]);

  const after = await counted();
  const grown = (measure: Measure) => (after.total.measures[measure] ?? 0) - (before.total.measures[measure] ?? 0);
  const recorded = (outcome: CallSummary['outcome']) => records.filter((call) => call.outcome === outcome);
  expect({
    offered: grown('offered'),
    answered: grown('answered'),
    abandoned: grown('abandoned') + grown('shortAbandoned'),
    sentAway: grown('sentAway'),
    talkSeconds: Math.round(grown('talkMs') / 1000),
  }).toEqual({
    offered: expected.length,
    answered: recorded('answered').length,
    abandoned: recorded('abandoned').length,
    sentAway: recorded('sentAway').length,
    talkSeconds: Math.round(recorded('answered').reduce((sum, { talkMs }) => sum + (talkMs ?? 0), 0) / 1000),
  });
  expect((await read<LedgerCheck>(`/api/v1/reports/ledger?${period()}`)).faults).toEqual([]);
}

function compare(call: CountedCall, record: CallDetail, isSeen: boolean): string[] {
  const faults: string[] = [];
  const isNear = (a: number | null, b: number | null) => Math.abs((a ?? 0) - (b ?? 0)) <= EQUAL_MS;
  if (call.isClose) return faults;
  if (record.outcome !== call.outcome) faults.push(`outcome ${record.outcome}`);
  if (!isSeen) return faults;
  if (call.outcome === 'answered' && record.agentId !== call.answeredBy[0]) faults.push(`seat ${record.agentId}`);
  if (!isNear(record.waitedMs, call.waitedMs)) faults.push(`waited ${record.waitedMs}`);
  if (!isNear(record.talkMs, call.talkMs)) faults.push(`talked ${record.talkMs}`);
  const rona = record.offers.filter(({ result }) => result === 'expired').length;
  if (rona !== call.rona) faults.push(`RONA ${rona}`);
  return faults;
}

async function readCalls(read: <T>(path: string) => Promise<T>, fromMs: number): Promise<CallSummary[]> {
  const found: CallSummary[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: { calls: CallSummary[]; nextCursor: string | null } = await read(
      `/api/v1/calls?from=${fromMs}&limit=200${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    found.push(...page.calls);
    cursor = page.nextCursor;
  }
  return found;
}
