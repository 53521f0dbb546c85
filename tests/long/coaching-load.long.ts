import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { CoachingRole } from '@sansheng/shared/contracts/telephony/coaching';
import { DESK_PHONE, type DeskPhoneAccount } from '@sansheng/shared/contracts/telephony/phone';
import type { FigureReport, LedgerCheck } from '@sansheng/shared/contracts/records/reports';
import { expect, it, onTestFailed, onTestFinished } from 'vitest';
import { anAdministrator } from '../support/administrator.ts';
import { type Seat, signIn } from '../support/desk.ts';
import type { CustomerCall } from '../support/customer-phone.ts';
import { DeskTelephone } from '../support/desk-phone.ts';
import { eventually } from '../support/eventually.ts';
import { dialAllWithSipp } from '../support/sipp-caller.ts';
import { type CallCenter, startCenter } from '../support/start-center.ts';
import { Browser } from '../http/browser.ts';
import { startTestStack } from '../support/test-stack.ts';

const MINUTES = Number(process.env.COACHING_MINUTES ?? 10);
const PER_SECOND = 2;
/** The same load before anything is measured: caches fill, pools of threads grow, code is compiled. */
const WARM_UP_CALLS = 120;
const SEATS = Array.from({ length: 20 }, (_, i) => `${1001 + i}`);
const LEADS = ['2001', '2002', '2003'];
const [CUSTOMER_HZ, SEAT_HZ, LEAD_HZ] = [440, 660, 1100];
const talkMs = () => 3500 + Math.random() * 3500;
/** How long a lead stays in one role. */
const stayMs = () => 300 + Math.random() * 900;
/** What a lead waits for at most: the answer to a request, and what follows from it to be heard. */
const DEADLINE_MS = 30_000;
const LOOK_EVERY_MS = 5000;
/**
 * Two threads per snoop and some 100 kB per channel would be hundreds of threads and of megabytes over such a run. What
 * does not leak still moves: pools of threads breathe, allocators keep what they have been given, JavaScript is collected
 * when there is need.
 */
const MOST_THREADS_MORE = 8;
/** Twice the time after which Asterisk's pools let an idle thread go. */
const POOLS_IDLE_MS = 120_000;
const MOST_MEGABYTES_MORE = { asterisk: 48, server: 96 };

interface Telephone {
  seat: Seat;
  phone: DeskTelephone;
}

/** A seat or lead with a telephone on its desk: sound in both directions without a browser. */
async function sitDown(center: CallCenter, employeeNo: string, toneHz: number): Promise<Telephone> {
  const seat = await center.seat(employeeNo);
  const account = (await seat.who.ask('POST', '/api/v1/phone/desk-phone')).body as DeskPhoneAccount;
  const phone = await DeskTelephone.register(account, { toneHz });
  await eventually(async () => {
    await seat.does('phone.place', { number: DESK_PHONE });
    return seat.desk.phone.ringsAt === DESK_PHONE;
  });
  seat.phone.close();
  return { seat, phone };
}

/** What Asterisk and the server take, in whole. */
async function measure(pids: Record<'asterisk' | 'server', number>) {
  const residentOf = async (pid: number) =>
    Number(/^VmRSS:\s+(\d+) kB/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
  return {
    threads: (await readdir(`/proc/${pids.asterisk}/task`)).length,
    asteriskMb: await residentOf(pids.asterisk),
    serverMb: await residentOf(pids.server),
  };
}

it(`lets leads listen, whisper and barge in for ${MINUTES} minutes of 120 calls, and nothing is left behind`, async () => {
  // A stack of its own, whose Asterisk can be looked at from outside.
  const stack = await startTestStack();
  onTestFinished(() => stack.stop(), 60_000);
  const center = await startCenter(stack.addresses, { ringCycleMs: 3000 });
  onTestFinished(() => center.close(), 60_000);
  onTestFailed(async () => console.error(await center.readLogs()));
  await center.open();
  const admin = await anAdministrator(center);
  await admin.changesQueue('service', { wrapUpMode: 'none', sizeLimit: 500 });
  for (const employeeNo of LEADS.slice(1)) {
    const account = { employeeNo, name: employeeNo, roles: ['lead'], teamId: null, password: 'the first of two' };
    await admin.ask('POST', '/api/v1/admin/accounts', account);
    const person = new Browser(center.url);
    await person.signIn(employeeNo, account.password);
    const own = { currentPassword: account.password, newPassword: 'Sansheng-demo-1' };
    await person.send('PUT', '/api/v1/me/password', own);
  }
  const seats: Telephone[] = [];
  for (const employeeNo of SEATS) seats.push(await sitDown(center, employeeNo, SEAT_HZ));
  const leads: Telephone[] = [];
  for (const employeeNo of LEADS) leads.push(await sitDown(center, employeeNo, LEAD_HZ));
  for (const { seat } of seats) await seat.goesReady();

  const pids = { asterisk: stack.processes.asterisk.pid, server: center.server.pid };
  let isOver = false;
  onTestFinished(() => void (isOver = true));
  const asked: number[] = [];
  const done: Record<CoachingRole, number> = { listen: 0, whisper: 0, barge: 0 };
  /** Calls that a lead has chosen, and of these the ones on which the center let the lead in. */
  const [chosen, coached] = [new Set<string>(), new Set<string>()];

  /** The n-th call that rings at this telephone; null once all is over. */
  async function nextRing(phone: DeskTelephone, n: number): Promise<CustomerCall | null> {
    const look = () => phone.calls[n] ?? (isOver ? 'over' : null);
    const seen = await eventually(look, { withinMs: (MINUTES + 10) * 60_000, everyMs: 40 });
    return seen === 'over' ? null : seen;
  }

  async function workSeat({ seat, phone }: Telephone): Promise<void> {
    for (let n = 0; !isOver; n += 1) {
      const ring = await nextRing(phone, n);
      if (ring === null) return;
      ring.answer();
      const call = await eventually(() => seat.desk.call, { what: `the talk of ${seat.agentId}` });
      await delay(talkMs());
      await seat.does('call.hangUp', { callId: call.callId });
      await eventually(() => seat.desk.call === null && ring.isOver, { what: `the end at ${seat.agentId}` });
    }
  }

  const isLive = async (callId: string) => (await center.redis.sismember(center.keys.calls, callId)) === 1;
  /** Waits until it holds; false when the call has ended meanwhile. */
  const holds = (callId: string, what: string, look: () => boolean) =>
    eventually(async () => (look() ? 'yes' : !(await isLive(callId)) && 'ended'), {
      withinMs: DEADLINE_MS,
      what,
    }).then((how) => how === 'yes');

  /** One role of a lead on a call; false when the call has ended meanwhile. */
  async function takeRole({ seat: lead, phone }: Telephone, at: Telephone, callId: string, role: CoachingRole) {
    const askedAtMs = performance.now();
    try {
      await lead.send('coaching.start', { callId, role });
    } catch (error) {
      // A call may end under the lead's hand, and nothing else may be refused.
      if (await isLive(callId)) throw error;
      return false;
    }
    asked.push(performance.now() - askedAtMs);
    coached.add(callId);
    const hears = async () => {
      const isThere = await holds(callId, `${role} of ${lead.agentId}`, () => {
        const { call } = lead.desk;
        return call?.callId === callId && call.role === role;
      });
      if (!isThere || !(await holds(callId, `${role}: the seat heard by the lead`, () => phone.hears(SEAT_HZ))))
        return false;
      if (!(await holds(callId, `${role}: the customer heard by the lead`, () => phone.hears(CUSTOMER_HZ))))
        return false;
      return role === 'listen' || holds(callId, `${role}: the lead heard by the seat`, () => at.phone.hears(LEAD_HZ));
    };
    if (!(await hears())) return false;
    done[role] += 1;
    await delay(stayMs());
    return isLive(callId);
  }

  async function workLead(telephone: Telephone): Promise<void> {
    const { seat: lead, phone } = telephone;
    const answering = (async () => {
      for (let n = 0; !isOver; n += 1) {
        const ring = await nextRing(phone, n);
        if (ring === null) return;
        ring.answer();
      }
    })();
    while (!isOver) {
      const at = seats.find(({ seat }) => seat.desk.call?.role === 'main' && !chosen.has(seat.desk.call.callId));
      const callId = at?.seat.desk.call?.callId;
      if (at === undefined || callId === undefined) {
        await delay(50);
        continue;
      }
      chosen.add(callId);
      let isThere = true;
      for (const role of ['listen', 'whisper', 'barge'] as const)
        isThere &&= await takeRole(telephone, at, callId, role);
      // Every other lead leaves by itself; of the others the call is ended by its seat.
      if (isThere && Math.random() < 0.5) await lead.does('call.hangUp', { callId }).catch(() => {});
      await eventually(() => lead.desk.call === null && phone.calls.every((ring) => ring.isOver), {
        withinMs: talkMs() + DEADLINE_MS,
        what: `the end at ${lead.agentId}`,
      });
    }
    await answering;
  }

  /** Bridges and snoops of leads whose call is over: twice seen, they are left behind. */
  const strays = new Map<string, number>();
  const looks: Awaited<ReturnType<typeof measure>>[] = [];
  let mostChannels = 0;
  async function watch(): Promise<void> {
    while (!isOver) {
      const [channels, bridges] = [await center.channels(), await center.bridges()];
      const live = new Set(await center.redis.smembers(center.keys.calls));
      mostChannels = Math.max(mostChannels, channels.length);
      for (const { id } of [...channels, ...bridges]) {
        const callId = /^(?:coach|snoop|call|seat)-([^.]+)/.exec(id)?.[1];
        if (callId !== undefined && !live.has(callId)) strays.set(id, (strays.get(id) ?? 0) + 1);
      }
      looks.push(await measure(pids));
      await delay(LOOK_EVERY_MS);
    }
  }

  async function load(calls: number, prefix: string): Promise<void> {
    const numbers = Array.from({ length: calls }, (_, i) => `${prefix}${String(i).padStart(8, '0')}`);
    const customers = await dialAllWithSipp(stack.addresses, '4000', {
      numbers,
      perSecond: PER_SECOND,
      toneHz: CUSTOMER_HZ,
      limitSeconds: calls / PER_SECOND + 60,
    });
    onTestFinished(() => customers.stop());
    expect(await customers.over, 'SIPp saw every call to its end').toBe(0);
    await center.isQuiet();
  }

  const working = Promise.all([...seats.map(workSeat), ...leads.map(workLead), watch()]);
  working.catch(() => {});
  const fromMs = Date.now();
  await Promise.race([load(WARM_UP_CALLS, '138'), working]);
  const before = await measure(pids);
  const calls = MINUTES * 60 * PER_SECOND;
  await Promise.race([load(calls, '139'), working]);
  isOver = true;
  await working;
  const after = await measure(pids);

  const sorted = asked.toSorted((a, b) => a - b);
  const of = (share: number) => Math.round(sorted[Math.ceil(sorted.length * share) - 1] ?? 0);
  console.log(
    `${calls + WARM_UP_CALLS} calls, ${coached.size} coached: ${JSON.stringify(done)}; at most ${mostChannels} channels\n` +
      `a lead's request: p50 ${of(0.5)} ms, p95 ${of(0.95)} ms, worst ${of(1)} ms\n` +
      `before ${JSON.stringify(before)}\nafter  ${JSON.stringify(after)}\n` +
      looks
        .filter((_, i) => i % 12 === 0)
        .map((look) => JSON.stringify(look))
        .join('\n'),
  );
  expect([...strays].filter(([, seen]) => seen > 1)).toEqual([]);
  const supervisor = await signIn(center.url, '3001');
  const read = async <T>(path: string) => (await supervisor.ask('GET', `/api/v1/reports/${path}`)).body as T;
  const period = `from=${fromMs}&to=${Date.now() + 1000}`;
  await eventually(
    async () => {
      const { pending, total } = await read<FigureReport>(`figures?${period}&interval=all&groupBy=queue`);
      expect({ pending, offered: total.measures.offered, answered: total.measures.answered }).toEqual({
        pending: 0,
        offered: calls + WARM_UP_CALLS,
        answered: calls + WARM_UP_CALLS,
      });
      return true;
    },
    { withinMs: 60_000, everyMs: 1000 },
  );
  expect((await read<LedgerCheck>(`ledger?${period}`)).faults).toEqual([]);
  for (const callId of coached) {
    const { legs } = await center.record(callId, ({ isComplete }) => isComplete);
    expect([callId, legs.filter(({ kind }) => kind === 'lead').length]).toEqual([callId, 1]);
  }
  expect(Math.min(...Object.values(done)), 'every role was taken again and again').toBeGreaterThan(MINUTES * 10);
  const metrics = await (await fetch(`${center.url}/metrics`)).text();
  expect(metrics.match(/^sansheng_drift_healed_total\{.*$/gm) ?? [], 'nothing had to be put right').toEqual([]);
  expect(await center.redis.keys(`${center.keys.call('')}*`)).toEqual([]);
  // Its pools let go of threads that have had nothing to do for a minute.
  await eventually(async () => (await measure(pids)).threads <= before.threads + MOST_THREADS_MORE, {
    withinMs: POOLS_IDLE_MS,
    everyMs: 1000,
    what: `Asterisk with the ${before.threads} threads it had before`,
  });
  expect(after.asteriskMb - before.asteriskMb).toBeLessThan(MOST_MEGABYTES_MORE.asterisk);
  expect(after.serverMb - before.serverMb).toBeLessThan(MOST_MEGABYTES_MORE.server);
});
