import type { QueueEdit } from '@sansheng/shared/contracts/telephony/queues';
import { makeTones } from '@sansheng/config/sound/sound';
import { writeWav } from '@sansheng/shared/wav';
import { expect, it } from 'vitest';
import { anAdministrator } from '../support/administrator.ts';
import { aCallCenter } from '../support/call-center.ts';
import type { Caller } from '../support/caller.ts';
import { signIn } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { aMenuEditor, uploadPrompt } from '../support/menus.ts';
import { settings } from '../support/settings.ts';

const [LOW_HZ, HIGH_HZ] = [330, 660];
const hears = (caller: Caller, hz: number) =>
  eventually(() => caller.sound.kind === 'tone' && caller.sound.hz === hz, { what: `${hz} Hz in the ear` });
/** Music, and no tone. */
const hearsTheCenters = (caller: Caller) =>
  eventually(() => caller.sound.kind === 'sound', { what: 'the music of the center' });

it('plays each queue its own music, new pieces to callers already waiting, and all of it without a server', async () => {
  const center = await aCallCenter({ ringCycleMs: 300, workers: false });
  const editor = await aMenuEditor(center);
  for (const [promptId, hz, ms] of [
    ['blip', 1000, 150],
    ['music-low', LOW_HZ, 3000],
    ['music-high', HIGH_HZ, 3000],
  ] as const) {
    await editor.prompt(promptId);
    await uploadPrompt(center.url, editor.admin, promptId, 'zh', writeWav(makeTones(8000, [[hz, ms]])));
  }
  const admin = await anAdministrator(center);
  const who = await signIn(center.url, '9001');
  const queues = await admin.ask<QueueEdit[]>('GET', '/api/v1/admin/queues');
  const service = queues.find(({ queueId }) => queueId === 'service');
  const refused = await who.ask('PUT', '/api/v1/admin/queues/service', { ...service, music: ['never-made'] });
  expect(refused).toMatchObject({ status: 400, body: { error: { code: 'badRequest', field: 'music' } } });

  // Short words, so that the music is soon there.
  const prompts = { greeting: 'blip', hold: 'blip', closed: null, voicemail: null, busy: null };
  await admin.changesQueue('complaints', { prompts, announceEverySeconds: 0 });
  await admin.changesQueue('service', { prompts, announceEverySeconds: 0, music: ['music-low'] });
  const rules = await settings(center);
  const [first, other] = [center.dial('4000', { from: '13900060001' }), center.dial('4002', { from: '13900060002' })];
  await Promise.all([hears(first, LOW_HZ), hearsTheCenters(other)]);
  await admin.changesQueue('service', { prompts, announceEverySeconds: 0, music: ['music-high'] });
  await Promise.all([hears(first, HIGH_HZ), hearsTheCenters(other)]);
  await admin.changesQueue('service', { prompts, announceEverySeconds: 0, music: [] });
  await hearsTheCenters(first);
  await admin.changesQueue('service', { prompts, announceEverySeconds: 0, music: ['music-low', 'music-high'] });
  await hears(first, LOW_HZ);
  expect((await center.bridges()).filter(({ id }) => id.startsWith('waiting-room-'))).toHaveLength(1);

  // A caller moved to the queue hears what is played there.
  const longestWait = { afterSeconds: 5, target: { kind: 'queue' as const, queueId: 'service' } };
  await rules.putOverflow({ queueId: 'complaints', overflow: { longestWait } });
  const moved = center.dial('4002', { from: '13900060003' });
  await moved.hears('answered');
  await Promise.all([hears(moved, LOW_HZ), hears(moved, HIGH_HZ)]);

  await center.server.kill('SIGKILL');
  await Promise.all([hears(first, LOW_HZ), hears(moved, LOW_HZ)]);
  await Promise.all([hears(first, HIGH_HZ), hearsTheCenters(other)]);
  await center.startServer();
  // On hold too. Who came from the queue of higher priority is first.
  const seat = await center.seat('1001');
  await seat.goesReady();
  const callId = await seat.answers();
  expect(callId).toBe((await center.queuedCallIds(3))[2]);
  await seat.does('call.hold', { callId });
  await hears(moved, HIGH_HZ);
  await hears(moved, LOW_HZ);
  expect([first.end, other.end, moved.end]).toEqual([null, null, null]);
}, 180_000);
