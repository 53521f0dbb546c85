import { createHash } from 'node:crypto';
import { appendFile, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { RecordingSchema } from '@sansheng/shared/tables/records/recordings';
import { MPEGDecoder } from 'mpg123-decoder';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { finishRecording } from '../../queue-workers/src/jobs/records/recordings/finish-recording.job.ts';
import { createMetrics } from '../../queue-workers/src/platform/metrics.ts';
import { answeredCall } from './made-up-calls.ts';
import { aRecordsCenter, eventually, type RecordsCenter } from './records-center.ts';

const START_MS = Date.parse('2026-11-20T01:00:00Z');
const RATE = 8000;
let center: RecordsCenter;

beforeEach(async () => {
  center = await aRecordsCenter();
});
afterEach(() => center.close());

function samplesOf(hz: number, seconds: number): Buffer {
  const samples = Buffer.alloc(Math.round(RATE * seconds) * 2);
  for (let i = 0; i * 2 < samples.length; i += 1) {
    samples.writeInt16LE(Math.round(12_000 * Math.sin((2 * Math.PI * hz * i) / RATE)), i * 2);
  }
  return samples;
}

/** As Asterisk writes it: 16-bit mono. `dataBytes` 0 is the header of a file that was never closed. */
function wavHeader(dataBytes: number): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(dataBytes === 0 ? 0 : 36 + dataBytes, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(RATE, 24);
  header.writeUInt32LE(RATE * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(dataBytes, 40);
  return header;
}

async function writeLeg(name: string, hz: number, seconds: number, { isClosed = true } = {}): Promise<void> {
  const path = join(center.env.RECORDING_SPOOL, name);
  const samples = samplesOf(hz, seconds);
  await writeFile(path, Buffer.concat([wavHeader(isClosed ? samples.length : 0), samples]));
  const aMinuteAgo = new Date(Date.now() - 60_000);
  await utimes(path, aMinuteAgo, aMinuteAgo);
}

/** How strong a tone is in a second of sound from `fromSeconds` on: 1 for a full sine of that pitch. */
function toneIn(samples: Float32Array, hz: number, fromSeconds: number): number {
  let [re, im] = [0, 0];
  const start = Math.round(fromSeconds * RATE);
  for (let i = 0; i < RATE; i += 1) {
    const sample = samples[start + i] ?? 0;
    re += sample * Math.cos((2 * Math.PI * hz * i) / RATE);
    im += sample * Math.sin((2 * Math.PI * hz * i) / RATE);
  }
  return (2 * Math.hypot(re, im)) / RATE / (12_000 / 32_768);
}

async function readyRecording(recordingId: string) {
  const recordings = center.db.getRepository(RecordingSchema);
  await eventually(
    'the recording is ready',
    async () => (await recordings.countBy({ recordingId, state: 'ready' })) === 1,
  );
  const row = await recordings.findOneByOrFail({ recordingId });
  const file = await readFile(join(center.env.RECORDING_STORE, row.path ?? ''));
  const decoder = new MPEGDecoder();
  await decoder.ready;
  const sound = decoder.decode(file);
  decoder.free();
  return { row, file, sound };
}

describe('a recording', () => {
  it('becomes one stereo file: the seat left, the customer right, measured and hashed', async () => {
    await writeLeg('r1-agent.wav', 440, 5);
    // The longer leg was never closed: its writer died.
    await writeLeg('r1-customer.wav', 880, 6.5, { isClosed: false });
    await center.happen(START_MS, answeredCall('a', '1001', 4000, 'r1'));
    const workers = center.startWorkers();
    const { row, file, sound } = await readyRecording('r1');
    expect(row).toMatchObject({
      path: '2026/11/20/r1.mp3',
      bytes: file.length,
      durationMs: 6500,
      mediaType: 'audio/mpeg',
    });
    expect(row.sha256).toBe(createHash('sha256').update(file).digest('hex'));
    const [left, right] = sound.channelData as [Float32Array, Float32Array];
    expect(sound.sampleRate).toBe(RATE);
    expect(sound.samplesDecoded / RATE).toBeCloseTo(6.5, 0);
    for (const second of [1, 3]) {
      expect(toneIn(left, 440, second)).toBeGreaterThan(0.8);
      expect(toneIn(left, 880, second)).toBeLessThan(0.03);
      expect(toneIn(right, 880, second)).toBeGreaterThan(0.8);
      expect(toneIn(right, 440, second)).toBeLessThan(0.03);
    }
    await eventually('the legs are gone', async () => (await readdir(center.env.RECORDING_SPOOL)).length === 0);
    expect(await readdir(join(center.env.RECORDING_STORE, '2026/11/20'))).toEqual(['r1.mp3']);
    await workers.end('SIGTERM');
  });

  it('waits for a leg that is still being written', async () => {
    const path = join(center.env.RECORDING_SPOOL, 'r1-agent.wav');
    await writeLeg('r1-customer.wav', 880, 1);
    const sound = samplesOf(440, 3);
    await writeFile(path, wavHeader(0));
    await center.happen(START_MS, answeredCall('a', '1001', 4000, 'r1'));
    const workers = center.startWorkers();
    // Ten times a second, as Asterisk does while the call lasts.
    for (let tenth = 0; tenth < 30; tenth += 1) {
      await appendFile(path, sound.subarray(tenth * 1600, (tenth + 1) * 1600));
      await delay(100);
    }
    await writeFile(path, Buffer.concat([wavHeader(sound.length), sound]));
    expect((await readyRecording('r1')).row.durationMs).toBe(3000);
    await workers.end('SIGTERM');
  });

  it('is finished once after the worker is killed while working on it', async () => {
    const ids = Array.from({ length: 12 }, (_, i) => `r${i}`);
    for (const id of ids) {
      await writeLeg(`${id}-agent.wav`, 440, 20);
      await writeLeg(`${id}-customer.wav`, 880, 20);
    }
    await center.happen(
      START_MS,
      ids.flatMap((id, i) => answeredCall(`c${i}`, '1001', 4000, id)),
    );
    const recordings = center.db.getRepository(RecordingSchema);
    for (const finished of [2, 5]) {
      const workers = center.startWorkers();
      await eventually('some are ready', async () => (await recordings.countBy({ state: 'ready' })) >= finished);
      await workers.end('SIGKILL');
    }
    const workers = center.startWorkers();
    // A job that was in hand is taken up again when its lock has run out.
    await eventually(
      'all are ready',
      async () => (await recordings.countBy({ state: 'ready' })) === ids.length,
      90_000,
    );
    await eventually('the legs are gone', async () => (await readdir(center.env.RECORDING_SPOOL)).length === 0);
    const stored = (await readdir(join(center.env.RECORDING_STORE, '2026/11/20'))).sort();
    expect(stored).toEqual(ids.map((id) => `${id}.mp3`).sort());
    await workers.end('SIGTERM');
  }, 150_000);

  describe('on the last try', () => {
    const context = () => ({
      ...center,
      log: pino({ level: 'silent' }),
      metrics: createMetrics(center.redis, center.keys),
      requestRecordings: async () => {},
    });
    const expectRecording = (callEndedAtMs = START_MS) =>
      center.db.getRepository(RecordingSchema).insert({
        recordingId: 'r1',
        callId: 'a',
        state: 'expected',
        agentFile: 'r1-agent.wav',
        customerFile: 'r1-customer.wav',
        startedAtMs: START_MS,
        callEndedAtMs,
        path: null,
        bytes: null,
        durationMs: null,
        sha256: null,
        mediaType: null,
        deletedAtMs: null,
      });

    it('is missing when Asterisk left nothing, and not before', async () => {
      await expectRecording(Date.now());
      const job = { callId: 'a', recordingId: 'r1' };
      await expect(finishRecording(job, context(), false)).rejects.toThrow('not there yet');
      await finishRecording(job, context(), true);
      const row = await center.db.getRepository(RecordingSchema).findOneByOrFail({ recordingId: 'r1' });
      expect(row.state).toBe('missing');
    });

    it('is missing at once when its call ended long ago', async () => {
      await expectRecording();
      await finishRecording({ callId: 'a', recordingId: 'r1' }, context(), false);
      expect(await center.db.getRepository(RecordingSchema).countBy({ recordingId: 'r1', state: 'missing' })).toBe(1);
    });

    it('is empty, and no fault, when the caller hung up before the message began', async () => {
      await expectRecording(START_MS + 1000);
      await center.db.getRepository(RecordingSchema).update({ recordingId: 'r1' }, { agentFile: '' });
      await finishRecording({ callId: 'a', recordingId: 'r1' }, context(), false);
      expect(await center.db.getRepository(RecordingSchema).countBy({ recordingId: 'r1', state: 'empty' })).toBe(1);
    });

    it('is kept with silence in place of the missing leg', async () => {
      await expectRecording();
      await writeLeg('r1-customer.wav', 880, 3);
      await finishRecording({ callId: 'a', recordingId: 'r1' }, context(), true);
      const { row, sound } = await readyRecording('r1');
      expect(row.durationMs).toBe(3000);
      expect(toneIn(sound.channelData[1] as Float32Array, 880, 1)).toBeGreaterThan(0.8);
      expect(toneIn(sound.channelData[0] as Float32Array, 880, 1)).toBeLessThan(0.03);
    });
  });
});
