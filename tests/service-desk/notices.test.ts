import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
  CustomerNotice,
  CustomerNotices,
  DemoNotices,
} from '@sansheng/shared/contracts/service-desk/customer-notices';
import {
  type CustomerNoticeRow,
  CustomerNoticeSchema,
  NoticeAttemptSchema,
  NoticeSettingsSchema,
} from '@sansheng/shared/tables/service-desk/customer-notices';
import { OutageCallerSchema } from '@sansheng/shared/tables/service-desk/outages';
import { RoomSettingsSchema } from '@sansheng/shared/tables/lead-room/live-board';
import { entriesOf, findBrokenEntry } from '@sansheng/shared/db';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { sendNotices } from '../../queue-workers/src/jobs/service-desk/customer-notices/send-notices.job.ts';
import type { WorkerContext } from '../../queue-workers/src/worker-context.ts';
import { aServiceDesk, type ServiceDesk } from './a-service-desk.ts';

type Notices = z.infer<typeof CustomerNotices>;
/** Answers of the gateway, one after the other; then 200. */
const answers: (number | 'hangUp')[] = [];
const received: { id: string; number: string; text: string }[] = [];
let desk: ServiceDesk;
let gateway: Server;
let people = 0;

beforeAll(async () => {
  desk = await aServiceDesk();
  gateway = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      received.push(JSON.parse(body) as (typeof received)[number]);
      const answer = answers.shift() ?? 200;
      if (answer === 'hangUp') request.socket.destroy();
      else response.writeHead(answer).end();
    });
  });
  await new Promise<void>((ready) => gateway.listen(0, '127.0.0.1', ready));
  await desk.db.getRepository(RoomSettingsSchema).update({ name: 'room' }, { allowsPrivateWebhooks: true });
});
afterAll(async () => {
  gateway?.close();
  await desk?.close();
});
// Whatever the hour in which this runs, and whatever a story before left.
beforeEach(() =>
  settle({
    driver: 'http',
    url: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/`,
    fromMinute: 0,
    toMinute: 1440,
  }),
);

const settle = (to: object) => desk.db.getRepository(NoticeSettingsSchema).update({ settingsId: 'center' }, to);
const send = () => {
  const { env, db } = desk.center;
  return sendNotices({ env, db, log: pino({ level: 'silent' }) } as unknown as WorkerContext);
};
/** A number that nobody else has. */
const aNumber = () => `1380000${String((people += 1)).padStart(4, '0')}`;
async function aComplaint(contactNumber = aNumber()) {
  const { caseNo } = await desk.open('1001', { type: 'complaint', title: '扣费', contactName: '王芳', contactNumber });
  return desk.act('6001', caseNo, 'takeUp');
}
const noticesOf = async (caseNo: string, employeeNo = '6001') =>
  (await desk.ask<Notices>(employeeNo, 'GET', `/cases/${caseNo}/notices`)).notices;
const theNotice = async (caseNo: string) => (await noticesOf(caseNo))[0] as CustomerNotice;
const rows = () => desk.db.getRepository(CustomerNoticeSchema);
const change = (caseNo: string, to: Partial<CustomerNoticeRow>) => rows().update({ caseNo }, to);

describe('a notice', () => {
  it('is written with the act that tells it, sent once, and stands with the case', async () => {
    const { caseNo } = await aComplaint('13812340000');
    expect(await theNotice(caseNo)).toMatchObject({ state: 'waiting', template: 'complaintTakenUp', tries: 0 });
    await Promise.all([send(), send(), send()]);
    await send();
    const text = `您的投诉已受理，编号 ${caseNo}。我们会尽快核实并给您答复。`;
    expect(received.filter((one) => one.text.includes(caseNo))).toMatchObject([{ number: '+8613812340000', text }]);
    expect(await theNotice(caseNo)).toMatchObject({ state: 'accepted', number: '13812340000', text });
  });

  it('stands in the history of its case, in the chain of its hashes, once, whatever became of it', async () => {
    const told = async (caseNo: string) =>
      (await desk.find('6001', caseNo)).entries.filter(({ kind }) => kind === 'told').map(({ data }) => data);
    const sent = await aComplaint();
    const refused = await aComplaint('');
    expect(await told(sent.caseNo)).toEqual([]);
    await Promise.all([send(), send(), send()]);
    const { noticeId, text } = await theNotice(sent.caseNo);
    expect(await told(sent.caseNo)).toEqual([
      { noticeId, template: 'complaintTakenUp', state: 'accepted', why: '', text },
    ]);
    expect(await told(refused.caseNo)).toMatchObject([{ state: 'refused', why: 'noNumber' }]);
    answers.push('hangUp');
    const unknown = await aComplaint();
    await send();
    await desk.ask('6001', 'POST', `/notices/${(await theNotice(unknown.caseNo)).noticeId}/send-again`, {});
    await send();
    expect((await told(unknown.caseNo)).map(({ state }) => state)).toEqual(['unknown', 'accepted']);
    for (const { caseId } of [sent, refused, unknown])
      expect(findBrokenEntry(await entriesOf(desk.db, caseId))).toBeNull();
    const { version } = await desk.find('6001', sent.caseNo);
    expect(version).toBe(sent.version);
  });

  it('is shown on the telephone of the demonstration, which needs no gateway', async () => {
    await settle({ driver: 'demo' });
    const { caseNo } = await aComplaint();
    await send();
    const { notices } = await desk.ask<z.infer<typeof DemoNotices>>('1001', 'GET', '/demo/notices');
    expect(notices[0]?.text).toContain(caseNo);
  });

  it.each([
    ['a number that gets none', '010 8888 1234', 'notMobile'],
    ['a contact without a number', '', 'noNumber'],
  ])('is refused for %s, and nothing goes out', async (_what, contactNumber, why) => {
    const before = received.length;
    const { caseNo } = await aComplaint(contactNumber);
    await send();
    expect(await theNotice(caseNo)).toMatchObject({ state: 'refused', why, may: { sendAgain: false } });
    expect(received.length).toBe(before);
  });

  it('is refused for a variable that is empty', async () => {
    const fields = { areas: '望京', words: '停气抢修' };
    const { caseId, caseNo } = await desk.open('2001', { type: 'outage', title: '停气', fields });
    await desk.db.getRepository(OutageCallerSchema).insert({
      caseId,
      number: '+8613811110000',
      customerId: null,
      name: '',
      calls: 1,
      wantsCall: true,
      attachedAtMs: Date.now(),
      attachedById: '1001',
      toldAtMs: null,
      toldIn: null,
    });
    await desk.act('2001', caseNo, 'announce');
    expect(await theNotice(caseNo)).toMatchObject({
      state: 'refused',
      why: 'empty: service',
      text: '',
      may: { sendAgain: false },
    });
  });

  it('waits for the morning, unless it is of an outage', async () => {
    const minute = new Date(Date.now() + 8 * 3_600_000).getUTCHours() * 60;
    // An hour that is over, or has not come; at midnight it is more than an hour away as well.
    await settle(minute >= 720 ? { fromMinute: 120, toMinute: 180 } : { fromMinute: 1380, toMinute: 1440 });
    const { caseNo } = await aComplaint();
    await send();
    const waiting = await theNotice(caseNo);
    expect(waiting.state).toBe('waiting');
    expect(waiting.sendAtMs).toBeGreaterThan(Date.now() + 3_600_000);
    await change(caseNo, { isUrgent: true, sendAtMs: Date.now() });
    await send();
    expect((await theNotice(caseNo)).state).toBe('accepted');
  });

  it('is not the fourth on one day, nor the same within half an hour', async () => {
    const number = aNumber();
    const numbers = [];
    for (let count = 0; count < 4; count += 1) numbers.push((await aComplaint(number)).caseNo);
    await send();
    const states = await Promise.all(numbers.map(async (caseNo) => (await theNotice(caseNo)).state));
    expect(states.toSorted()).toEqual(['accepted', 'accepted', 'accepted', 'refused']);
    const one = await aComplaint();
    await send();
    const [sent] = (await rows().findBy({ caseNo: one.caseNo })) as [CustomerNoticeRow];
    await rows().insert({ ...sent, noticeId: 'the-same-again', state: 'waiting', tries: 0, settledAtMs: null });
    await send();
    expect((await noticesOf(one.caseNo)).map(({ why }) => why).toSorted()).toEqual(['', 'sameAgain']);
  });
});

describe('a gateway', () => {
  it('that refuses for now is asked again after 1, 5 and 30 minutes, and then no more', async () => {
    const { caseNo } = await aComplaint();
    answers.push(503, 429, 503, 503);
    for (const minutes of [1, 5, 30]) {
      await send();
      const { state, sendAtMs } = await theNotice(caseNo);
      expect(state).toBe('waiting');
      expect(Math.round((sendAtMs - Date.now()) / 60_000)).toBe(minutes);
      await send();
      await change(caseNo, { sendAtMs: Date.now() });
    }
    await send();
    expect(await theNotice(caseNo)).toMatchObject({ state: 'refused', tries: 4, why: 'answered 503' });
    const [{ noticeId }] = (await rows().findBy({ caseNo })) as [CustomerNoticeRow];
    expect(await desk.db.getRepository(NoticeAttemptSchema).countBy({ noticeId })).toBe(4);
  });

  it('that refuses for good is not asked again', async () => {
    const { caseNo } = await aComplaint();
    answers.push(400);
    await send();
    await send();
    expect(await theNotice(caseNo)).toMatchObject({ state: 'refused', tries: 1 });
  });

  it.each([
    ['hangs up before it answers', 'hangUp'],
    ['breaks', 500],
  ] as const)('that %s may have sent it: only a person sends it again', async (_what, answer) => {
    const { caseNo } = await aComplaint();
    answers.push(answer);
    const before = received.length;
    await send();
    await send();
    const unknown = await theNotice(caseNo);
    expect([unknown.state, received.length - before]).toEqual(['unknown', 1]);
    expect(await desk.refused('1001', 'POST', `/notices/${unknown.noticeId}/send-again`, {})).toEqual([
      'notAllowed',
      undefined,
    ]);
    await desk.ask('6001', 'POST', `/notices/${unknown.noticeId}/send-again`, {});
    await send();
    expect(await theNotice(caseNo)).toMatchObject({ state: 'accepted' });
  });

  it('that is not there has sent nothing, so it is asked again', async () => {
    await settle({ url: 'http://127.0.0.1:9/' });
    const { caseNo } = await aComplaint();
    await send();
    expect(await theNotice(caseNo)).toMatchObject({ state: 'waiting', tries: 1 });
    await settle({ driver: 'demo' });
    await change(caseNo, { sendAtMs: Date.now() });
    await send();
    expect((await theNotice(caseNo)).state).toBe('accepted');
  });

  it('is asked by somebody who dies: nobody knows whether it arrived, and it does not go out again', async () => {
    const { caseNo } = await aComplaint();
    await change(caseNo, { state: 'sending', tries: 1, sendAtMs: Date.now() - 61_000 });
    const before = received.length;
    await send();
    expect(await theNotice(caseNo)).toMatchObject({ state: 'unknown', why: 'interrupted' });
    expect(received.length).toBe(before);
  });
});

it('is set by supervisors: gateway, hours, and a secret that is shown once', async () => {
  const path = '/admin/notice-settings';
  const given = {
    settingsId: 'center',
    driver: 'http',
    url: 'https://sms.example/send',
    fromMinute: 540,
    toMinute: 1140,
  };
  await desk.ask('3001', 'PUT', `${path}/center`, given);
  const shown = await desk.ask<object>('3001', 'GET', path);
  expect(JSON.stringify(shown)).toContain('https://sms.example/send');
  expect(JSON.stringify(shown)).not.toContain('whsec_');
  const { secret } = await desk.ask<{ secret: string }>('3001', 'POST', `${path}/center/secret`);
  expect(await desk.db.getRepository(NoticeSettingsSchema).findOneByOrFail({ settingsId: 'center' })).toMatchObject({
    ...given,
    secret,
  });
  for (const [wrong, field] of [
    [{ url: '' }, 'url'],
    [{ url: 'ftp://sms.example' }, 'url'],
    [{ toMinute: 540 }, 'toMinute'],
    [{ fromMinute: -1 }, 'fromMinute'],
  ] as const)
    expect(await desk.refused('3001', 'PUT', `${path}/center`, { ...given, ...wrong })).toEqual(['badRequest', field]);
  expect(await desk.refused('2001', 'PUT', `${path}/center`, given)).toEqual(['notAllowed', undefined]);
});
