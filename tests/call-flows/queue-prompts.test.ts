import type { QueueEdit } from '@sansheng/shared/contracts/telephony/queues';
import { expect, it } from 'vitest';
import { anAdministrator } from '../support/administrator.ts';
import { aCallCenter, type CallCenter } from '../support/call-center.ts';
import { signIn } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { aMenuEditor, tone, uploadPrompt } from '../support/menus.ts';
import { settings } from '../support/settings.ts';

/** What Asterisk plays under this name, once it plays it. */
async function playedAs(center: CallCenter, playbackId: string): Promise<string> {
  return eventually(async () => (await center.playback(playbackId))?.media_uri, { what: playbackId });
}

it('greets, holds and closes with the prompts of the queue, and refuses missing prompts', async () => {
  const center = await aCallCenter({ ringCycleMs: 400, workers: false });
  const editor = await aMenuEditor(center);
  for (const promptId of ['own-greeting', 'own-closed']) {
    await editor.prompt(promptId);
    // Long enough to be looked at.
    await uploadPrompt(center.url, editor.admin, promptId, 'zh', tone(6000));
  }
  const queues = (await editor.ask('GET', '/api/v1/admin/queues')) as QueueEdit[];
  const service = queues.find(({ queueId }) => queueId === 'service');
  const admin = await signIn(center.url, '9001');
  const wrong = { ...service, prompts: { ...service?.prompts, busy: 'never-made' } };
  const refused = await admin.ask('PUT', '/api/v1/admin/queues/service', wrong);
  expect(refused).toMatchObject({ status: 400, body: { error: { code: 'badRequest', field: 'prompts.busy' } } });

  const settled = await anAdministrator(center);
  const prompts = { greeting: 'own-greeting', hold: null, closed: 'own-closed', voicemail: null, busy: null };
  await settled.changesQueue('service', { prompts });
  const caller = center.dial('4000', { from: '13900050001' });
  await caller.hears('answered');
  const [callId = ''] = await center.callIds(1);
  expect(await playedAs(center, `greeting-${callId}`)).toContain('/own/own-greeting/zh-');
  await eventually(() => caller.sound.kind === 'tone', { what: 'the tone of the greeting' });
  await caller.hangsUp();
  // The other queue says what the center says.
  const other = center.dial('4002', { from: '13900050002' });
  await other.hears('answered');
  const [, otherId = ''] = await center.callIds(2);
  expect(await playedAs(center, `greeting-${otherId}`)).toBe('sound:sansheng/zh/greeting');
  await other.hangsUp();

  const rules = await settings(center);
  const never = Array.from({ length: 7 }, () => []);
  const hours = { hoursId: 'closed-now', name: '不开', nameEn: 'Never', weekly: never, holiday: null, makeUp: null };
  await rules.put('opening-hours', hours);
  await rules.putOverflow({ queueId: 'service', hoursId: 'closed-now' });
  const late = center.dial('4000', { from: '13900050003' });
  await late.hears('answered');
  const [, , lateId = ''] = await center.callIds(3);
  expect(await playedAs(center, `say-closed-${lateId}`)).toContain('/own/own-closed/zh-');
  await late.hangsUp();
  const inUse = await admin.ask('DELETE', '/api/v1/admin/prompts/own-greeting');
  expect(inUse).toMatchObject({ status: 409, body: { error: { code: 'stillUsed' } } });
});
