import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WebhookBody, WebhookDelivery } from '@sansheng/shared/contracts/outside/webhooks';
import { expect, it, onTestFinished } from 'vitest';
import { aCallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';
import { settings } from '../support/settings.ts';

/** A CRM that answers what it is told to. */
async function aReceiver() {
  const got: { body: WebhookBody; text: string; signature: string; answered: number }[] = [];
  let answer = 200;
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += String(chunk)));
    request.on('end', () => {
      const signature = String(request.headers['x-sansheng-signature']);
      got.push({ body: JSON.parse(text) as WebhookBody, text, signature, answered: answer });
      response.writeHead(answer, answer === 302 ? { location: '/elsewhere' } : {}).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { got, port, answers: (status: number) => void (answer = status) };
}

it('notifies a webhook of a call, signed, repeatedly until accepted, and no private address unless allowed', async () => {
  const center = await aCallCenter({ ready: ['1001'] });
  const admin = await settings(center);
  const receiver = await aReceiver();
  const room = { isCoachingSeen: true, wallboardAddresses: [], allowsPrivateWebhooks: false };
  const setRoom = (change: object) => admin.ask('PUT', '/api/v1/admin/room-settings', { ...room, ...change });
  onTestFinished(async () => {
    await setRoom({});
    await admin.ask('DELETE', '/api/v1/admin/webhooks/crm');
  });
  const kinds = ['call.arrived', 'call.offered', 'call.answered', 'call.ended', 'recording.ready'];
  // By name and by number: neither gets around the rule.
  const url = `http://localhost:${receiver.port}/hook`;
  await admin.ask('POST', '/api/v1/admin/webhooks', { webhookId: 'crm', name: 'CRM', url, kinds });
  for (const wrong of ['ftp://x.example/', 'not an address', 'javascript:alert(1)']) {
    const refused = await admin.who.ask('POST', '/api/v1/admin/webhooks', {
      webhookId: 'x',
      name: 'X',
      url: wrong,
      kinds,
    });
    expect(refused.status).toBe(400);
  }
  const { secret } = (await admin.ask('POST', '/api/v1/admin/webhooks/crm/secret')) as { secret: string };
  expect(JSON.stringify(await admin.ask('GET', '/api/v1/admin/webhooks'))).not.toContain(secret);
  const log = async () =>
    ((await admin.ask('GET', '/api/v1/admin/webhooks/crm/deliveries')) as { deliveries: WebhookDelivery[] }).deliveries;
  const delivery = (kind: string, isSo: (one: WebhookDelivery) => boolean) =>
    eventually(async () => (await log()).find((one) => one.kind === kind && isSo(one)), {
      withinMs: 40_000,
      what: kind,
    });

  const seat = await center.seat('1001');
  const caller = center.dial('4000');
  const callId = await seat.answers();
  const refused = await delivery('call.answered', ({ state }) => state === 'failed');
  expect(refused.error).toContain('privateAddress');
  expect(receiver.got).toEqual([]);

  // Allowed; the receiver is down for a moment and redirects, neither counts as taken.
  await setRoom({ allowsPrivateWebhooks: true });
  receiver.answers(302);
  await caller.hangsUp();
  await seat.wrapsUp();
  await eventually(() => receiver.got.some(({ body }) => body.kind === 'call.ended'), {
    withinMs: 20_000,
    what: 'a try',
  });
  receiver.answers(200);
  const ended = await delivery('call.ended', ({ state }) => state === 'delivered');
  expect(ended.tries).toBeGreaterThan(1);
  expect(ended).toMatchObject({ callId, status: 200, error: '' });
  const taken = receiver.got.find(({ body, answered }) => body.kind === 'call.ended' && answered === 200);
  expect(taken?.body).toMatchObject({
    id: ended.deliveryId,
    callId,
    data: { outcome: 'answered', endedBy: 'customer' },
  });
  const [, seconds, mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(taken?.signature ?? '') ?? [];
  expect(createHmac('sha256', secret).update(`${seconds}.${taken?.text}`).digest('hex')).toBe(mac);
  await delivery('recording.ready', ({ state }) => state === 'delivered');

  // What was refused before is delivered once more by hand.
  const path = `/api/v1/admin/webhook-deliveries/${encodeURIComponent(refused.deliveryId)}/replay`;
  await admin.ask('POST', path);
  await delivery('call.answered', ({ state }) => state === 'delivered');
  expect(receiver.got.find(({ body }) => body.kind === 'call.answered')?.body).toMatchObject({
    agentId: '1001',
    callId,
  });
  expect((await seat.who.ask('POST', path)).status).toBe(403);
});
