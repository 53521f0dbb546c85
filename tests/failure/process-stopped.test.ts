import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { watchLive } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { type CallCenter, startCenter } from '../support/start-center.ts';
import { startTestStack, type TestStack } from '../support/test-stack.ts';

const STOPPED_MS = 10_000;
const SETTLED_MS = 60_000;

// A stack of its own: the others' Redis and MariaDB are not ours to stop.
let stack: TestStack;
let center: CallCenter;
beforeAll(async () => {
  stack = await startTestStack();
  center = await startCenter(stack.addresses, { ready: ['1001', '1002'], ringCycleMs: 5000 });
  await center.open();
}, 120_000);
afterAll(async () => {
  await center?.close();
  await stack?.stop();
}, 120_000);

const stoppable = {
  Redis: { process: () => stack.processes.redis, alarm: null },
  MariaDB: { process: () => stack.processes.mariadb, alarm: 'databaseSilent' },
  'the queue-workers': { process: () => center.workers, alarm: 'workersBehind' },
} as const;

it.each(Object.keys(stoppable) as (keyof typeof stoppable)[])(
  'loses nothing while %s stands still for ten seconds and until the lead is told',
  {
    timeout: 240_000,
  },
  async (what) => {
    const { process, alarm } = stoppable[what];
    const lead = await watchLive(center.url, '2001');
    const standing = () => lead.alarms.filter((one) => one.kind === alarm && one.endedAtMs === null);
    const told = () => lead.alarms.filter((one) => one.kind === alarm);
    onTestFailed(async () => console.error(await center.readLogs()));
    const [first, second] = [await center.seat('1001'), await center.seat('1002')];
    await Promise.all([first, second].map((seat) => seat.is('ready', SETTLED_MS)));
    const before = (await center.callIds()).length;
    const talking = center.dial('4000', { from: '13800138001' });
    const seat = await eventually(() => [first, second].find(({ desk }) => desk.offer !== null));
    const other = seat === first ? second : first;
    await seat.answersLatest();
    await talking.hears('answered');

    const toldBefore = told().length;
    const stopped = process();
    await stopped.kill('SIGSTOP');
    const stoppedAtMs = performance.now();
    const gaveUp = Array.from({ length: 3 }, (_one, i) => center.dial('4000', { from: `1380013802${i}` }));
    await Promise.all(gaveUp.map((caller) => caller.hears('ringing', SETTLED_MS)));
    await Promise.all(gaveUp.map((caller) => caller.hangsUp()));
    const stays = center.dial('4000', { from: '13800138030' });
    await stays.hears('ringing', SETTLED_MS);
    await eventually(() => performance.now() - stoppedAtMs > STOPPED_MS, { withinMs: 2 * STOPPED_MS });
    if (alarm !== null)
      await eventually(() => standing().length > 0, { withinMs: SETTLED_MS, what: `the alarm ${alarm}` });
    expect(talking.end, 'the talk goes on').toBeNull();
    expect(stays.end).toBeNull();
    await stopped.kill('SIGCONT');
    const goesOnAtMs = performance.now();

    await eventually(
      async () => {
        // Rung while it stood still: not ready then, and back as whoever finds that on the screen.
        if (other.desk.state === 'notReady') await other.goesReady();
        other.phone.calls.findLast(({ isOver }) => !isOver)?.answer();
        return other.desk.state === 'talking';
      },
      { withinMs: SETTLED_MS, everyMs: 200, what: 'the caller who stayed at a seat' },
    );
    console.info(
      `${what} stopped for 10 s: a call is served ${Math.round(performance.now() - goesOnAtMs)} ms after it`,
    );
    await stays.hears('answered', SETTLED_MS);
    await eventually(() => standing().length === 0, { withinMs: SETTLED_MS, what: `the end of the alarm ${alarm}` });
    expect(told().length - toldBefore, 'told once, and of nothing besides').toBe(alarm === null ? 0 : 1);
    const technical = lead.alarms.filter(({ kind }) => kind === 'databaseSilent' || kind === 'workersBehind');
    expect(technical.filter(({ kind, endedAtMs }) => kind !== alarm && endedAtMs === null)).toEqual([]);
    lead.leaves();
    expect(talking.end).toBeNull();
    await Promise.all([talking.hangsUp(), stays.hangsUp()]);
    for (const one of [first, second]) {
      await one.is('wrapUp', SETTLED_MS);
      await one.wrapsUp();
      await one.is('ready', SETTLED_MS);
    }
    await center.isQuiet();
    const rang = before + 2 + gaveUp.length;
    const callIds = await eventually(
      async () => {
        const all = await center.callIds(rang);
        return all.length === rang ? all.slice(before) : null;
      },
      { withinMs: SETTLED_MS, everyMs: 500, what: 'an arrival of each caller' },
    );
    const records = await Promise.all(callIds.map((callId) => center.record(callId)));
    expect(records.filter(({ outcome }) => outcome === 'answered')).toHaveLength(2);
    expect(records.filter(({ outcome }) => outcome === 'abandoned')).toHaveLength(gaveUp.length);
  },
);
