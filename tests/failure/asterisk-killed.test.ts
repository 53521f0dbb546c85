import type { CallbackPage } from '@sansheng/shared/contracts/service-desk/call-back-list';
import type { z } from 'zod';
import { expect, it, onTestFailed, onTestFinished } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { startCenter } from '../support/start-center.ts';
import { startTestStack } from '../support/test-stack.ts';

/** Within this time of its return seats must be usable again. */
const USABLE_MS = 15_000;

it('records how every call ended when Asterisk is killed, and has usable seats again', {
  timeout: 180_000,
}, async () => {
  // A stack of its own: the others' Asterisk is not ours to kill.
  const stack = await startTestStack();
  onTestFinished(() => stack.stop(), 60_000);
  const center = await startCenter(stack.addresses, { ready: ['1001'], ringCycleMs: 5000 });
  onTestFinished(() => center.close(), 60_000);
  onTestFailed(async () => console.error(await center.readLogs()));
  await center.open();
  const seat = await center.seat('1001');
  const talking = center.dial('4000', { from: '13800138001' });
  await seat.answers();
  await talking.hears('answered');
  const waiting = center.dial('4000', { from: '13800138002' });
  await waiting.hears('ringing');
  const [talkingId = '', waitingId = ''] = await center.callIds(2);

  await stack.processes.asterisk.kill('SIGKILL');
  await stack.processes.asterisk.restart();
  const backAtMs = performance.now();

  expect(await center.record(talkingId)).toMatchObject({
    outcome: 'answered',
    endedBy: 'system',
    endWhy: 'asteriskRestarted',
    agentId: '1001',
  });
  expect(await center.record(waitingId)).toMatchObject({
    outcome: 'lost',
    endedBy: 'system',
    endWhy: 'asteriskRestarted',
  });
  // The lost callers are called back by people, the one who was waiting first of all.
  await eventually(async () => {
    const { body } = await seat.who.ask('GET', '/api/v1/callbacks?number=13800138002');
    const [entry] = (body as z.output<typeof CallbackPage>).callbacks;
    expect(entry).toMatchObject({ callId: waitingId, kind: 'lost', state: 'open', queueId: 'service' });
    return true;
  });
  await seat.wrapsUp();
  await seat.registersAgain();
  await eventually(() => seat.desk.phone.isRegistered, {
    withinMs: USABLE_MS,
    what: 'the phone known to the new Asterisk',
  });
  await seat.is('ready');
  expect(performance.now() - backAtMs).toBeLessThan(USABLE_MS);

  center.dial('4000', { from: '13800138003' });
  await seat.answersLatest();
  await seat.is('talking');
});
