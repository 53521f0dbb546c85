import { stat } from 'node:fs/promises';
import type { Voicemail } from '@sansheng/shared/contracts/service-desk/voicemail-tasks';
import { expect, it } from 'vitest';
import { aCallCenter, type CallCenter } from '../support/call-center.ts';
import { signIn } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { settings } from '../support/settings.ts';

type Who = Awaited<ReturnType<typeof signIn>>;

async function aVoicemail(): Promise<CallCenter> {
  const center = await aCallCenter({ ringCycleMs: 5000 });
  await (await settings(center)).putOverflow({ queueId: 'service', overflow: { noSeat: { kind: 'voicemail' } } });
  return center;
}
async function listed(who: Who, state: Voicemail['state']): Promise<Voicemail[]> {
  const { body } = await who.ask('GET', `/api/v1/voicemails?state=${state}`);
  return (body as { voicemails: Voicemail[] }).voicemails;
}
const ready = (who: Who, callId: string) =>
  eventually(
    async () => (await listed(who, 'new')).find((one) => one.callId === callId && one.recordingState === 'ready'),
    { withinMs: 25_000, everyMs: 200, what: 'the message in the list' },
  );

it('records a message after the beep and creates a task with its audio', async () => {
  const center = await aVoicemail();
  const caller = center.dial('4000', { toneHz: 600 });
  await caller.hears('answered');
  const [callId = ''] = await center.callIds(1);
  await spoken(center, callId);
  caller.press('#');
  expect(await caller.isOver(), 'thanked and hung up on').toMatchObject({ kind: 'ended', by: 'them' });
  await center.isQuiet();
  expect(await center.record(callId)).toMatchObject({ outcome: 'sentAway', endWhy: 'voicemail', endedBy: 'center' });

  const agent = await signIn(center.url, '1001');
  const message = await ready(agent, callId);
  expect(message).toMatchObject({ queueId: 'service', state: 'new', takenBy: null, callerNumber: '13800138000' });
  expect(message.durationMs).toBeGreaterThan(1500);

  const audio = await fetch(`${center.url}/api/v1/voicemails/${message.voicemailId}/audio`, {
    headers: { cookie: agent.cookie },
  });
  expect([audio.status, audio.headers.get('content-type')]).toEqual([200, 'audio/mpeg']);
  expect((await audio.arrayBuffer()).byteLength).toBeGreaterThan(3000);
  const admin = await signIn(center.url, '9001');
  const played = (await admin.ask('GET', '/api/v1/audit?action=recording.played&limit=20')).body as {
    entries: { target: string; employeeNo: string }[];
  };
  expect(played.entries.find(({ target }) => target === message.voicemailId)?.employeeNo).toBe('1001');

  const act = (who: Who, what: string, body?: object) =>
    who.ask('POST', `/api/v1/voicemails/${message.voicemailId}/${what}`, body);
  expect((await act(agent, 'take')).body).toMatchObject({ state: 'taken', takenBy: '1001' });
  const other = await signIn(center.url, '1002');
  expect((await act(other, 'take')).status, 'somebody has it').toBe(409);
  expect((await act(other, 'done', {})).status).toBe(409);
  expect((await act(agent, 'done', { note: '已回电' })).body).toMatchObject({ state: 'done', note: '已回电' });
  const complaints = await signIn(center.url, '6001');
  expect((await act(complaints, 'take')).status, 'of a queue that is not theirs').toBe(403);
  expect(await listed(complaints, 'done')).toEqual([]);
});

it('keeps the message of a caller who hangs up, though the server was killed while they spoke', async () => {
  const center = await aVoicemail();
  const caller = center.dial('4000', { toneHz: 600 });
  await caller.hears('answered');
  const [callId = ''] = await center.callIds(1);
  await spoken(center, callId);
  await center.server.kill();
  await caller.hangsUp();
  await center.startServer();
  const record = await center.record(callId);
  expect(record).toMatchObject({ outcome: 'sentAway', endWhy: 'endedWhileServerWasDown' });
  const message = await ready(await signIn(center.url, '2001'), callId);
  expect(message.durationMs).toBeGreaterThan(1500);
});

it('goes on recording when the server comes back, and thanks the caller', async () => {
  const center = await aVoicemail();
  const caller = center.dial('4000', { toneHz: 600 });
  await caller.hears('answered');
  const [callId = ''] = await center.callIds(1);
  await spoken(center, callId);
  await center.server.kill();
  await center.startServer();
  caller.press('#');
  expect(await caller.isOver()).toMatchObject({ kind: 'ended', by: 'them' });
  expect(await center.record(callId)).toMatchObject({ outcome: 'sentAway', endWhy: 'voicemail' });
  await ready(await signIn(center.url, '2001'), callId);
});

/** Until Asterisk has recorded two seconds of the message. */
async function spoken(center: CallCenter, callId: string): Promise<void> {
  const name = `v${callId.slice(1)}`;
  const file = `${center.env.RECORDING_SPOOL}/${name}.wav`;
  await eventually(async () => (await stat(file)).size > 32_000, {
    withinMs: 40_000,
    what: 'two seconds of a message',
  });
}
