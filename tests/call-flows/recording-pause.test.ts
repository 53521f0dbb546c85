import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describeSound } from '@sansheng/config/sound/describe-sound';
import { readWav } from '@sansheng/shared/wav';
import { expect, it, onTestFinished } from 'vitest';
import { anAdministrator } from '../support/administrator.ts';
import { aCallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';

const SECOND = 16_000;
/** What Asterisk and the file system may lag behind. */
const MARGIN = 0.4 * SECOND;

it('writes silence while paused, and resumes by itself, even when the server is killed in between', {
  timeout: 120_000,
}, async () => {
  const center = await aCallCenter({ ready: ['1001'], notReady: ['1002'], workers: false });
  const admin = await anAdministrator(center);
  const path = '/api/v1/admin/outbound-settings';
  const [before] = await admin.ask<[{ pauseLimitSeconds: number }]>('GET', path);
  onTestFinished(async () => void (await admin.ask('PUT', `${path}/center`, before).catch(() => undefined)));
  await admin.ask('PUT', `${path}/center`, { ...before, pauseLimitSeconds: 8 });
  const seat = await center.seat('1001');
  const caller = center.dial('4000', { toneHz: 440 });
  const callId = await seat.answers();
  await eventually(() => seat.desk.call?.recording, { what: 'the recording on the screen' });
  const event = async (type: string, n = 1) =>
    (await center.events(callId)).filter((one) => one.type === type).at(n - 1) ?? null;
  const started = await event('recording.started');
  const { customerFile } = (started ?? expect.fail('not recorded')).data as { customerFile: string };
  const file = join(center.env.RECORDING_SPOOL ?? '', customerFile);
  const size = async () => (await stat(file)).size;
  const grows = async (by: number) => {
    const from = await size();
    await eventually(async () => (await size()) > from + by, { what: `${by} more bytes of the recording` });
  };

  await grows(1.5 * SECOND);
  await expect((await center.seat('1002')).does('recording.pause', { callId, on: true })).rejects.toThrow(
    'notYourCall',
  );
  await seat.does('recording.pause', { callId, on: true });
  const pausedAt = await size();
  await eventually(() => typeof seat.desk.call?.recording?.pausedSinceMs === 'number', { what: 'the pause on screen' });
  await grows(1.5 * SECOND);
  await seat.does('recording.pause', { callId, on: false });
  const resumedAt = await size();
  await eventually(() => seat.desk.call?.recording?.pausedSinceMs === null, { what: 'the recording on screen' });
  expect((await event('recording.paused'))?.agentId).toBe('1001');
  expect(await event('recording.resumed')).toMatchObject({ agentId: '1001', data: { why: 'seat' } });

  await grows(1.5 * SECOND);
  await seat.does('recording.pause', { callId, on: true });
  const secondPauseAt = await size();
  await center.server.kill('SIGKILL');
  await center.startServer();
  await eventually(async () => (await event('recording.resumed', 2)) !== null, { withinMs: 20_000, what: 'the limit' });
  expect((await event('recording.resumed', 2))?.data).toMatchObject({ why: 'limit' });
  const selfResumedAt = await size();
  // Asterisk is told a moment after the event.
  await grows(4 * SECOND);
  await caller.hangsUp();
  await center.isQuiet();

  const { rate, samples } = readWav(await readFile(file));
  const between = (from: number, to: number) => ({
    rate,
    samples: samples.slice(Math.round((from + MARGIN) / 2), Math.round((to - MARGIN) / 2)),
  });
  // On a busy machine packets are missing here and there: which tone it is can be heard all the same, silence is
  // silence.
  const heard = (from: number, to: number) => {
    const sound = describeSound(between(from, to));
    return sound.kind === 'silence' ? 'silence' : sound.kind === 'tone' ? sound.hz : sound.loudestHz;
  };
  expect(heard(0.5 * SECOND, pausedAt), 'before').toBe(440);
  expect(heard(pausedAt, resumedAt), 'paused').toBe('silence');
  expect(heard(resumedAt, secondPauseAt), 'between').toBe(440);
  expect(heard(secondPauseAt, selfResumedAt), 'paused again').toBe('silence');
  expect(heard(samples.length * 2 - 2 * SECOND, samples.length * 2), 'after the limit').toBe(440);
});

it('does not record a customer who refuses, nor a queue that must not be recorded', async () => {
  const center = await aCallCenter({ ready: ['1001'] });
  const admin = await anAdministrator(center);
  const seat = await center.seat('1001');
  const refusal = '/api/v1/customers/c00000/recording';
  expect((await seat.who.ask('PUT', refusal, { refuses: true })).body).toEqual({ refuses: true });
  const talk = async (n: number, from: string, why: string | null) => {
    const caller = center.dial('4000', { from });
    const callId = await seat.answers(n);
    const said = await eventually(async () =>
      (await center.events(callId)).find(({ type }) => type === 'recording.omitted' || type === 'recording.started'),
    );
    expect(said.type === 'recording.omitted' ? said.data.why : null).toBe(why);
    if (why !== null) {
      expect(seat.desk.call?.recording).toBeNull();
      await expect(seat.does('recording.pause', { callId, on: true })).rejects.toThrow('notRecorded');
    }
    await caller.hangsUp();
    await seat.wrapsUp();
    await seat.is('ready');
    expect((await center.record(callId)).recordings).toHaveLength(why === null ? 1 : 0);
  };
  try {
    await talk(1, '13800138000', 'customerRefuses');
    await talk(2, '13900139000', null);
  } finally {
    await seat.who.ask('PUT', refusal, { refuses: false });
  }
  await admin.changesQueue('service', { isRecorded: false });
  await talk(3, '13900139000', 'queueSetting');
});
