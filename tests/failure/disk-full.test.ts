import { execFileSync } from 'node:child_process';
import { closeSync, openSync, statfsSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFailed, onTestFinished } from 'vitest';
import { watchLive } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { startCenter } from '../support/start-center.ts';
import { startTestStack } from '../support/test-stack.ts';

const DISK_MB = 700;
/** A center that has lost its disk for a while settles within this on a busy machine. */
const SETTLED_MS = 60_000;

const asRoot = (program: string, ...args: string[]) => execFileSync(program, args, { stdio: 'ignore' });

/** A disk of its own for the whole center; null where that is not allowed. */
async function aSmallDisk(): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'sansheng-disk-'));
  try {
    asRoot('mount', '-t', 'tmpfs', '-o', `size=${DISK_MB}m`, 'tmpfs', folder);
  } catch {
    await rm(folder, { recursive: true });
    return null;
  }
  onTestFinished(async () => {
    asRoot('umount', '-l', folder);
    await rm(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Fills the disk until it holds no more, or until so many bytes are left of it. */
function fill(file: string, leftMb: () => number, untilMb: number): void {
  const fd = openSync(file, 'a');
  const chunk = Buffer.alloc(64 * 1024, 1);
  try {
    while (untilMb === 0 || leftMb() > untilMb) writeSync(fd, chunk);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(fd);
  }
}

it('goes on through a full disk: warns before, loses log lines only, takes calls and has a record of every one', {
  timeout: 400_000,
}, async ({ skip }) => {
  const disk = await aSmallDisk();
  if (disk === null) return skip('NOT TESTED: a full disk needs the right to mount a tmpfs (root)');
  const stack = await startTestStack({ dataDir: join(disk, 'data') });
  onTestFinished(() => stack.stop(), 60_000);
  const center = await startCenter(stack.addresses, {
    ready: ['1001', '1002'],
    ringCycleMs: 2000,
    logDir: join(disk, 'logs'),
    settings: { DISK_KEPT_MB: '64' },
  });
  onTestFinished(() => center.close(), 60_000);
  onTestFailed(async () => console.error(await center.readLogs()));
  await center.open();
  const leftMb = () => {
    const { bavail, bsize } = statfsSync(disk);
    return (bavail * bsize) / 1024 / 1024;
  };
  const readiness = async () =>
    (await (await fetch(`${center.url}/readyz`)).json()) as {
      ready: boolean;
      disk: { room: string; freePercent: number };
    };
  const pids = () => [center.server.pid, center.workers.pid];
  const before = pids();
  expect((await readiness()).disk.room).toBe('ample');
  const lead = await watchLive(center.url, '2001');
  const [first, second] = [await center.seat('1001'), await center.seat('1002')];
  const talking = center.dial('4000', { from: '13800138001' });
  const talkId = await first.answers();

  // Well before it is full: the lead is told, and whoever watches.
  fill(join(disk, 'filler'), leftMb, Math.floor(DISK_MB * 0.1));
  await eventually(() => lead.alarms.find(({ kind, endedAtMs }) => kind === 'diskLow' && endedAtMs === null), {
    withinMs: SETTLED_MS,
    what: 'the alarm',
  });
  expect((await readiness()).disk).toMatchObject({ room: 'low' });
  expect(await (await fetch(`${center.url}/metrics`)).text()).toMatch(
    /^sansheng_disk_free_share\{folder=.*\} 0\.[01]/m,
  );

  fill(join(disk, 'filler'), leftMb, 0);
  const fullAtMs = performance.now();
  // They ring and give up while nothing can be written.
  const gaveUp = Array.from({ length: 5 }, (_one, i) => center.dial('4000', { from: `1380013801${i}` }));
  await Promise.all(gaveUp.map((caller) => caller.hears('ringing', SETTLED_MS)));
  await Promise.all(gaveUp.map((caller) => caller.hangsUp()));
  expect(talking.end, 'the talk goes on').toBeNull();
  // In the room that was kept back calls are taken again, on the full disk.
  await eventually(async () => (await readiness()).disk.room === 'full', { withinMs: SETTLED_MS });
  await second.is('ready', SETTLED_MS);
  const served = center.dial('4000', { from: '13800138003' });
  const servedId = await eventually(
    () => {
      second.phone.calls.findLast(({ isOver }) => !isOver)?.answer();
      return second.desk.call?.callId;
    },
    { withinMs: SETTLED_MS, everyMs: 100, what: 'a call served on the full disk' },
  );
  console.info(`full disk: a call is served again after ${Math.round(performance.now() - fullAtMs)} ms`);
  await served.hangsUp();
  expect(talking.end).toBeNull();
  expect(pids(), 'neither server nor workers died').toEqual(before);

  await rm(join(disk, 'filler'));
  await eventually(async () => (await readiness()).disk.room === 'ample', { withinMs: SETTLED_MS, what: 'room again' });
  await eventually(() => lead.alarms.every(({ kind, endedAtMs }) => kind !== 'diskLow' || endedAtMs !== null), {
    withinMs: SETTLED_MS,
    what: 'the end of the alarm',
  });
  await talking.hangsUp();
  // Every caller who rang is in a record.
  const rang = [talking, served, ...gaveUp];
  const callIds = await eventually(
    async () => {
      const all = await center.callIds(rang.length);
      return all.length === rang.length ? all : null;
    },
    { withinMs: SETTLED_MS, everyMs: 500, what: 'an arrival of each caller' },
  );
  expect(callIds).toContain(talkId);
  expect(await center.record(servedId, (call) => call.endedAtMs !== null)).toMatchObject({ outcome: 'answered' });
  for (const callId of callIds) await center.record(callId);
  expect(pids()).toEqual(before);
});
