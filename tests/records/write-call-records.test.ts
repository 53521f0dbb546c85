import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { abandonedCall, answeredCall } from './made-up-calls.ts';
import { aRecordsCenter, eventually, happening, type RecordsCenter } from './records-center.ts';

/** Lately: the legs of a recording are waited for. */
const START_MS = Date.now() - 100_000;
let center: RecordsCenter;

beforeEach(async () => {
  center = await aRecordsCenter();
});
afterEach(() => center.close());

const manyCalls = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    i % 4 === 3 ? abandonedCall(`c${i}`, 20_000) : answeredCall(`c${i}`, String(1001 + (i % 20)), 4000, `r${i}`),
  );

describe('the queue-workers', () => {
  it('write one record per call, with its offers, timeline, states and the recording that is due', async () => {
    await center.happen(START_MS, [...answeredCall('a', '1001', 4000, 'r1'), ...abandonedCall('b', 20_000)]);
    const workers = center.startWorkers();
    await eventually('all events are written', center.isAllWritten);
    const { calls, offers, call_events, agent_states, recordings } = await center.readTables();
    expect(calls).toMatchObject([
      {
        callId: 'a',
        arrivedAtMs: START_MS,
        callerNumber: '+8613800138000',
        agentId: '1001',
        outcome: 'answered',
        talkMs: 60_000,
        wrapUpMs: 20_000,
        categoryId: 'enquiry-bill',
        isComplete: 1,
      },
      { callId: 'b', outcome: 'abandoned', waitedMs: 20_000, rings: 4, ronas: 1, takenWithinThreeRings: 1 },
    ]);
    expect(offers).toMatchObject([
      { callId: 'a', agentId: '1001', result: 'answered' },
      { callId: 'b', agentId: '1003', result: 'expired', cause: 'ignored' },
    ]);
    expect(call_events).toHaveLength(12 + 6);
    const spells = agent_states as { fromMs: number }[];
    expect(spells.sort((a, b) => a.fromMs - b.fromMs)).toMatchObject([
      { state: 'offered', fromMs: START_MS + 10, toMs: START_MS + 4000 },
      { state: 'talking', fromMs: START_MS + 4000, toMs: START_MS + 64_000 },
      { state: 'wrapUp', fromMs: START_MS + 64_000, toMs: START_MS + 84_000 },
      { state: 'ready', fromMs: START_MS + 84_000, toMs: null },
    ]);
    expect(recordings).toMatchObject([
      { recordingId: 'r1', callId: 'a', state: 'expected', callEndedAtMs: START_MS + 64_000 },
    ]);
    expect(await workers.end('SIGTERM')).toBe(0);
  });

  it('change nothing when the whole stream is replayed', async () => {
    await center.happen(START_MS, manyCalls(40).flat());
    const first = center.startWorkers();
    await eventually('all events are written', center.isAllWritten);
    const before = await center.readTables();
    await first.end('SIGTERM');
    await center.redis.xgroup('DESTROY', center.keys.events, center.keys.recordsGroup);
    const second = center.startWorkers();
    await eventually('all events are written again', center.isAllWritten);
    expect(await center.readTables()).toEqual(before);
    await second.end('SIGTERM');
  });

  it('lose no record and duplicate none when they are killed repeatedly while two of them write', async () => {
    const calls = manyCalls(600);
    const events = calls.flat().length;
    let workers = [center.startWorkers(), center.startWorkers()];
    const written = async (): Promise<number> =>
      Number((await center.db.query('SELECT COUNT(*) AS n FROM call_events'))[0].n);
    let interrupted = 0;
    for (let round = 0; round < 4; round += 1) {
      const before = await written();
      await center.happen(START_MS, calls.slice(round * 150, (round + 1) * 150).flat());
      await eventually('some events of the round are written', async () => (await written()) > before);
      await Promise.all(workers.map((worker) => worker.end('SIGKILL')));
      if (!(await center.isAllWritten())) interrupted += 1;
      workers = [center.startWorkers(), center.startWorkers()];
    }
    expect(interrupted).toBeGreaterThan(0);
    await eventually('all events are written', center.isAllWritten);
    expect(await written()).toBe(events);
    const outcomes = await center.db.query(
      'SELECT outcome, COUNT(*) AS n, COUNT(DISTINCT callId) AS calls, SUM(isComplete) AS complete FROM calls GROUP BY outcome ORDER BY outcome',
    );
    expect(outcomes.map((row: object) => Object.values(row).map(String))).toEqual([
      ['abandoned', '150', '150', '150'],
      ['answered', '450', '450', '450'],
    ]);
    // Recordings of ended calls are in line, each once.
    const [{ due }] = await center.db.query('SELECT COUNT(*) AS due FROM recordings WHERE callEndedAtMs IS NOT NULL');
    expect(Number(due)).toBe(450);
    expect(await center.redis.xlen(center.keys.deadEvents)).toBe(0);
    await Promise.all(workers.map((worker) => worker.end('SIGTERM')));
  });

  it('put aside what they cannot read and go on with the rest', async () => {
    await center.happen(START_MS, answeredCall('a', '1001').slice(0, 1));
    await center.redis.xadd(center.keys.events, '*', 'type', 'call.unheardOf', 'at', '1', 'call', 'a', 'data', '{}');
    await center.redis.xadd(center.keys.events, '*', 'type', 'call.answered', 'at', '1', 'call', 'a', 'data', '{');
    const workers = center.startWorkers();
    await eventually('the readable event is written', center.isAllWritten);
    expect(await center.redis.xlen(center.keys.deadEvents)).toBe(2);
    expect(await center.db.query('SELECT callId, outcome FROM calls')).toEqual([{ callId: 'a', outcome: null }]);
    await workers.end('SIGTERM');
  });

  it('wait while a table cannot be written, and then continue where they stopped', async () => {
    await center.db.query('RENAME TABLE calls TO calls_away');
    await center.happen(START_MS, manyCalls(20).flat());
    const workers = center.startWorkers();
    await eventually('they say that they wait', async () =>
      workers.log.some((line) => line.includes('events cannot be written now')),
    );
    await center.db.query('RENAME TABLE calls_away TO calls');
    await eventually('all events are written', center.isAllWritten);
    expect(await center.redis.xlen(center.keys.deadEvents)).toBe(0);
    expect(Number((await center.db.query('SELECT COUNT(*) AS n FROM calls'))[0].n)).toBe(20);
    await workers.end('SIGTERM');
  });

  it('put aside an event whose value does not fit, alone', async () => {
    const tooLong = happening('recording.started', 1, 'a', {
      recordingId: 'x'.repeat(100),
      agentFile: 'a.wav',
      customerFile: 'b.wav',
    });
    await center.happen(START_MS, [tooLong, ...answeredCall('a', '1001')]);
    const workers = center.startWorkers();
    await eventually('the other events are written', center.isAllWritten);
    expect(await center.redis.xlen(center.keys.deadEvents)).toBe(1);
    expect(await center.db.query('SELECT outcome, isComplete FROM calls')).toEqual([
      { outcome: 'answered', isComplete: 1 },
    ]);
    await workers.end('SIGTERM');
  });
});
