import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallDetail } from '@sansheng/shared/contracts/records/call-records';
import type { RecordingComment, RecordingFaults } from '@sansheng/shared/contracts/records/recordings';
import { AuditSchema } from '@sansheng/shared/tables/settings/audit';
import { CallSchema } from '@sansheng/shared/tables/records/call-records';
import { RecordingSchema } from '@sansheng/shared/tables/records/recordings';
import { openRecordingStore } from '@sansheng/shared/recording-store';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { z } from 'zod';
import { checkRecordings } from '../../queue-workers/src/jobs/records/recordings/check-recordings.job.ts';
import { expireRecordings } from '../../queue-workers/src/jobs/records/recordings/expire-recordings.job.ts';
import { createMetrics } from '../../queue-workers/src/platform/metrics.ts';
import { seedDemonstration } from '../../queue-workers/src/seed/seed-demonstration.ts';
import { aRecordsCenter, type RecordsCenter } from './records-center.ts';
import { startRecordsServer } from './records-server.ts';

const DAY_MS = 24 * 3_600_000;
const sound = Buffer.from(Array.from({ length: 200_000 }, (_, i) => (i * 7) % 251));
let center: RecordsCenter;
let server: Awaited<ReturnType<typeof startRecordsServer>>;

beforeAll(async () => {
  // Sealed at rest: playing, expiring and the check must not notice.
  center = await aRecordsCenter({ RECORDING_KEYS: '07'.repeat(32) });
  await seedDemonstration(center.db, Date.now());
  server = await startRecordsServer(center, ['1001', '1002', '3001', '4101']);
});
afterAll(async () => {
  await server.close();
  await center.close();
});

const context = () => ({
  ...center,
  log: pino({ level: 'silent' }),
  metrics: createMetrics(center.redis, center.keys),
  requestRecordings: async () => {},
});
const call = (callId: string, queueId: string, daysAgo: number) => {
  const atMs = Date.now() - daysAgo * DAY_MS;
  return center.db.query(
    `INSERT INTO calls (callId, arrivedAtMs, endedAtMs, answeredAtMs, queueId, agentId, outcome, talkMs, recordingId)
     VALUES (?, ?, ?, ?, ?, '1001', 'answered', 60000, ?)`,
    [callId, atMs, atMs + 70_000, atMs + 5000, queueId, `r-${callId}`],
  );
};
async function record(callId: string, daysAgo: number, more: object = {}): Promise<string> {
  const path = `2026/01/${String(daysAgo).padStart(2, '0')}/r-${callId}.mp3`;
  await writeFile(join(center.env.RECORDING_SPOOL, 'made'), sound);
  await center.recordingStore.put(path, join(center.env.RECORDING_SPOOL, 'made'));
  await center.db.getRepository(RecordingSchema).insert({
    recordingId: `r-${callId}`,
    callId,
    state: 'ready',
    agentFile: '',
    customerFile: '',
    startedAtMs: Date.now() - daysAgo * DAY_MS,
    callEndedAtMs: Date.now() - daysAgo * DAY_MS,
    path,
    bytes: sound.length,
    durationMs: 60_000,
    sha256: null,
    mediaType: 'audio/mpeg',
    deletedAtMs: null,
    ...more,
  });
  return path;
}
const stateOf = async (callId: string) =>
  (await center.db.getRepository(RecordingSchema).findOneByOrFail({ recordingId: `r-${callId}` })).state;

it('is deleted when the retention of its queue is over, unless its call is on hold', async () => {
  await center.db.query(`UPDATE queues SET recordingDays = 30 WHERE queueId = 'service'`);
  for (const [callId, queueId, daysAgo] of [
    ['old', 'service', 31],
    ['young', 'service', 29],
    ['held', 'service', 31],
    ['other', 'complaints', 31],
  ] as const) {
    await call(callId, queueId, daysAgo);
    await record(callId, daysAgo);
  }
  const hold = (employeeNo: string) =>
    server.as(employeeNo).send('PUT', '/api/v1/calls/held/legal-hold', { reason: '仲裁' });
  expect((await hold('1001')).code).toBe('notAllowed');
  expect((await hold('3001')).status).toBe(200);
  await expireRecordings(context());
  expect(await Promise.all(['old', 'young', 'held', 'other'].map(stateOf))).toEqual([
    'deleted',
    'ready',
    'ready',
    'ready',
  ]);
  expect(await readdir(join(center.env.RECORDING_STORE, '2026/01/31'))).toEqual(['r-held.mp3', 'r-other.mp3']);
  const detail = (await server.as('3001').get('/api/v1/calls/old')).body as CallDetail;
  expect(detail.recordings).toMatchObject([{ state: 'deleted', bytes: sound.length }]);
  expect((await server.as('3001').get('/api/v1/recordings/r-old/audio')).code).toBe('notFound');
  expect(((await server.as('3001').get('/api/v1/calls/held')).body as CallDetail).legalHold).toMatchObject({
    reason: '仲裁',
    setBy: '3001',
  });

  // Half done: marked, and the file still there.
  const path = await record('half', 3, { callId: 'old', state: 'deleted', deletedAtMs: 1 });
  expect(await center.recordingStore.size(path)).toBe(sound.length);
  expect((await server.as('3001').send('DELETE', '/api/v1/calls/held/legal-hold')).status).toBe(204);
  await expireRecordings(context());
  expect(await center.recordingStore.size(path)).toBeNull();
  expect(await stateOf('held')).toBe('deleted');
  const actions = (await center.db.getRepository(AuditSchema).find()).map(({ action }) => action);
  expect(actions).toEqual(expect.arrayContaining(['recording.held', 'recording.released', 'recording.expired']));
});

it('is played whole and in ranges although it is encrypted', async () => {
  await call('sealed', 'service', 2);
  await record('sealed', 2);
  const stored = await openRecordingStore({ ...center.env, RECORDING_KEYS: [] })
    .size('2026/01/02/r-sealed.mp3')
    .catch(() => 0);
  expect(stored).toBe(0);
  const ask = async (range?: string) => {
    const reply = await fetch(`${server.url}/api/v1/recordings/r-sealed/audio`, {
      headers: { cookie: server.as('3001').cookie, ...(range !== undefined && { range }) },
    });
    return {
      status: reply.status,
      range: reply.headers.get('content-range'),
      body: Buffer.from(await reply.arrayBuffer()),
    };
  };
  const whole = await ask();
  expect([whole.status, whole.body.equals(sound)]).toEqual([200, true]);
  const part = await ask('bytes=65530-131080');
  expect([part.status, part.range]).toEqual([206, 'bytes 65530-131080/200000']);
  expect(part.body.equals(sound.subarray(65_530, 131_081))).toBe(true);
  expect((await ask('bytes=-5')).body.equals(sound.subarray(-5))).toBe(true);
});

it('gets comments on moments by those who may hear it', async () => {
  const path = '/api/v1/recordings/r-sealed/comments';
  const say = (employeeNo: string, offsetMs: number, text: string) =>
    server.as(employeeNo).send('POST', path, { offsetMs, text });
  expect((await say('1001', 9000, '这里答得好')).status).toBe(201);
  const { commentId } = (await say('4101', 4000, '开场白太快')).body as RecordingComment;
  expect((await say('1002', 1, '不该看到')).code).toBe('notYourCall');
  expect((await say('1001', -1, '错')).code).toBe('badRequest');
  const { comments } = (await server.as('1001').get(path)).body as { comments: RecordingComment[] };
  expect(comments.map(({ offsetMs, text, employeeNo }) => [offsetMs, text, employeeNo])).toEqual([
    [4000, '开场白太快', '4101'],
    [9000, '这里答得好', '1001'],
  ]);
  expect((await server.as('1001').send('DELETE', `${path}/${commentId}`)).code).toBe('notAllowed');
  expect((await server.as('3001').send('DELETE', `${path}/${commentId}`)).status).toBe(204);
});

it('is found missing by the check, and a file without a recording is found too', async () => {
  await call('gone', 'service', 1);
  const gone = await record('gone', 1);
  await rm(join(center.env.RECORDING_STORE, gone));
  await call('silent', 'service', 1);
  await call('refused', 'service', 1);
  await center.db.query(
    `INSERT INTO call_events (eventId, callId, type, atMs, data) VALUES ('1-1', 'refused', 'recording.omitted', 1, '{}')`,
  );
  const today = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
  await mkdir(join(center.env.RECORDING_STORE, today), { recursive: true });
  await writeFile(join(center.env.RECORDING_STORE, today, 'stranger.mp3'), 'x');
  await center.db.getRepository(RecordingSchema).update({ recordingId: 'r-gone' }, { path: `${today}/r-gone.mp3` });
  await checkRecordings(context());
  const { faults, counts, checkedAtMs } = (await server.as('3001').get('/api/v1/recording-faults')).body as z.infer<
    typeof RecordingFaults
  >;
  expect(faults.map(({ faultId, kind }) => [kind, faultId]).sort()).toEqual([
    ['fileGone', 'r-gone'],
    ['neverStarted', 'silent'],
    ['orphanFile', `${today}/stranger.mp3`],
  ]);
  expect(counts).toEqual({ fileGone: 1, neverStarted: 1, orphanFile: 1 });
  expect(checkedAtMs).toBeGreaterThan(0);
  // Put right, it is found no more.
  await center.db.getRepository(CallSchema).delete({ callId: 'silent' });
  await checkRecordings(context());
  const again = (await server.as('3001').get('/api/v1/recording-faults')).body as z.infer<typeof RecordingFaults>;
  expect(again.counts).toEqual({ fileGone: 1, orphanFile: 1 });
  expect((await server.as('1001').get('/api/v1/recording-faults')).code).toBe('notAllowed');

  // A file of no recording may be deleted, with a reason; one that has become a recording's may not.
  const path = `${today}/stranger.mp3`;
  const remove = (employeeNo: string, body: object) =>
    server.as(employeeNo).send('POST', '/api/v1/recording-faults/orphan-files/delete', body);
  expect((await remove('4101', { path, reason: 'x' })).code).toBe('notAllowed');
  expect((await remove('3001', { path, reason: ' ' })).code).toBe('badRequest');
  expect((await remove('3001', { path: `${today}/r-gone.mp3`, reason: 'x' })).code).toBe('notFound');
  await center.db.query(`UPDATE recordings SET recordingId = 'stranger' WHERE recordingId = 'r-gone'`);
  expect((await remove('3001', { path, reason: '清理' })).code).toBe('conflict');
  await center.db.query(`UPDATE recordings SET recordingId = 'r-gone' WHERE recordingId = 'stranger'`);
  expect((await remove('3001', { path, reason: '清理测试文件' })).status).toBe(204);
  expect(await center.recordingStore.size(path)).toBeNull();
  const left = (await server.as('3001').get('/api/v1/recording-faults')).body as z.infer<typeof RecordingFaults>;
  expect(left.counts).toEqual({ fileGone: 1 });
  expect(await center.db.getRepository(AuditSchema).findBy({ action: 'recording.fileDeleted' })).toMatchObject([
    { employeeNo: '3001', target: path, detail: { reason: '清理测试文件' } },
  ]);
});
