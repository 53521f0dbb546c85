import { readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RecordingSchema } from '@sansheng/shared/tables/records/recordings';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { trimEvents } from '../../queue-workers/src/jobs/records/event-stream/trim-events.job.ts';
import { sweepRecordings } from '../../queue-workers/src/jobs/records/recordings/sweep-recordings.job.ts';
import { createMetrics } from '../../queue-workers/src/platform/metrics.ts';
import { abandonedCall } from './made-up-calls.ts';
import { aRecordsCenter, type RecordsCenter } from './records-center.ts';

const HOUR_MS = 3_600_000;
let center: RecordsCenter;
let requested: string[];

beforeEach(async () => {
  center = await aRecordsCenter();
  requested = [];
});
afterEach(() => center.close());

const context = () => ({
  ...center,
  log: pino({ level: 'silent' }),
  metrics: createMetrics(center.redis, center.keys),
  requestRecordings: async (recordings: readonly { recordingId: string }[]) => {
    requested.push(...recordings.map(({ recordingId }) => recordingId));
  },
});

describe('trimming the event stream', () => {
  const { length: perCall } = abandonedCall('a', 3000);
  const left = () => center.redis.xlen(center.keys.events);
  const read = (count: number) =>
    center.redis.xreadgroup('GROUP', center.keys.recordsGroup, 'w', 'COUNT', count, 'STREAMS', center.keys.events, '>');

  beforeEach(async () => {
    await center.happen(Date.now() - 30 * HOUR_MS, abandonedCall('old', 3000));
    await center.happen(Date.now() - HOUR_MS, abandonedCall('new', 3000));
  });

  it('trims nothing before the workers have started, and nothing not delivered to them', async () => {
    await trimEvents(context());
    expect(await left()).toBe(2 * perCall);
    await center.redis.xgroup('CREATE', center.keys.events, center.keys.recordsGroup, '0');
    await trimEvents(context());
    expect(await left()).toBe(2 * perCall);
  });

  it('keeps what was delivered but not acknowledged, however old', async () => {
    await center.redis.xgroup('CREATE', center.keys.events, center.keys.recordsGroup, '0');
    await read(100);
    const [first, second] = await center.redis.xrange(center.keys.events, '-', '+', 'COUNT', 2);
    await center.redis.xack(center.keys.events, center.keys.recordsGroup, first?.[0] ?? '');
    await trimEvents(context());
    expect(await left()).toBe(2 * perCall - 1);
    expect((await center.redis.xrange(center.keys.events, '-', '+', 'COUNT', 1))[0]?.[0]).toBe(second?.[0]);
  });

  it('trims what is written and older than a day, and leaves the last day', async () => {
    await center.redis.xgroup('CREATE', center.keys.events, center.keys.recordsGroup, '0');
    await read(100);
    const ids = (await center.redis.xrange(center.keys.events, '-', '+')).map(([id]) => id);
    await center.redis.xack(center.keys.events, center.keys.recordsGroup, ...ids);
    await trimEvents(context());
    expect(await left()).toBe(perCall);
  });
});

describe('sweeping recordings', () => {
  const expected = (recordingId: string, more: { state?: 'missing' | 'ready'; callEndedAtMs?: number | null }) =>
    center.db.getRepository(RecordingSchema).insert({
      recordingId,
      callId: recordingId,
      state: 'expected',
      agentFile: `${recordingId}-agent.wav`,
      customerFile: `${recordingId}-customer.wav`,
      startedAtMs: 1,
      callEndedAtMs: 1,
      path: null,
      bytes: null,
      durationMs: null,
      sha256: null,
      mediaType: null,
      deletedAtMs: null,
      ...more,
    });
  const aLeg = async (name: string, ageMs: number) => {
    const path = join(center.env.RECORDING_SPOOL, name);
    await writeFile(path, 'x');
    const then = new Date(Date.now() - ageMs);
    await utimes(path, then, then);
  };

  it('requests overdue recordings again, but not those of calls that last or have just ended', async () => {
    await expected('overdue', {});
    await expected('lasting', { callEndedAtMs: null });
    await expected('fresh', { callEndedAtMs: Date.now() });
    await expected('done', { state: 'ready' });
    await sweepRecordings(context());
    expect(requested).toEqual(['overdue']);
  });

  it('retries a missing one when its legs turn up, and clears old legs that no recording expects', async () => {
    await expected('late', { state: 'missing' });
    await expected('done', { state: 'ready' });
    for (const name of ['late-agent.wav', 'late-customer.wav', 'done-agent.wav', 'stray.wav']) {
      await aLeg(name, 25 * HOUR_MS);
    }
    await aLeg('young.wav', HOUR_MS);
    await sweepRecordings(context());
    expect(requested).toEqual(['late']);
    expect((await readdir(center.env.RECORDING_SPOOL)).sort()).toEqual([
      'late-agent.wav',
      'late-customer.wav',
      'young.wav',
    ]);
    expect(await center.db.getRepository(RecordingSchema).countBy({ recordingId: 'late', state: 'expected' })).toBe(1);
  });
});
