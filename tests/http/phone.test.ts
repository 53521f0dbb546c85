import { once } from 'node:events';
import { parseLiveEvent } from '@sansheng/shared/contracts/events';
import { DemoPhone, PhoneRegistration } from '@sansheng/shared/contracts/telephony/phone';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFoundation } from '../../server/src/app.ts';
import { phoneFeature, type Phones } from '../../server/src/telephony/phone/index.ts';
import { type AriClient, createAriClient } from '../../server/src/platform/ari/index.ts';
import { Browser, signedIn } from './browser.ts';
import { openSip } from './sip-socket.ts';
import { type Center, startCenter } from './start-center.ts';

let center: Center;
let ari: AriClient;
beforeAll(async () => {
  center = await startCenter();
  const { ASTERISK_HTTP_URL: baseUrl, ARI_USER: user, ARI_PASSWORD: password } = center.foundation.context.env;
  // Commands only: what is looked at is what Asterisk itself holds.
  ari = createAriClient({ baseUrl, user, password, app: 'http-test' });
});
afterAll(async () => {
  await ari?.close();
  await center?.stop();
});

async function newPhone(browser: Browser): Promise<PhoneRegistration> {
  const reply = await browser.send('POST', '/api/v1/phone/registration');
  expect(reply.status).toBe(200);
  return PhoneRegistration.parse(reply.body);
}
/** What Asterisk keeps; an endpoint taken away may show for as long as the transaction of its last call. */
async function stateOf(sipUser: string): Promise<string | undefined> {
  const kept = await ari.asterisk.getObject({ configClass: 'res_pjsip', objectType: 'endpoint', id: sipUser });
  const endpoint = await ari.endpoints.get({ tech: 'PJSIP', resource: sipUser });
  return kept === 'gone' || endpoint === 'gone' ? 'gone' : endpoint.state;
}

describe("a seat's phone", () => {
  it('registers with the password of its session, and is gone with it', async () => {
    const employeeNo = await center.hire('agent');
    const browser = await signedIn(center.url, employeeNo);
    const { sipUser, sipPassword, webSocketPath } = await newPhone(browser);
    expect([sipUser, webSocketPath]).toEqual([`seat-${employeeNo}`, '/sip']);
    const phone = await openSip(center.url, browser.cookie, sipUser);
    expect(await phone.ask('REGISTER', sipUser, 'wrong')).toBe(401);
    expect(await phone.ask('REGISTER', sipUser, sipPassword)).toBe(200);
    expect(await stateOf(sipUser)).toBe('online');
    const closed = once(phone.socket, 'close');
    await browser.send('DELETE', '/api/v1/session');
    await closed;
    await expect.poll(() => stateOf(sipUser)).toBe('gone');
    await expect(openSip(center.url, browser.cookie, sipUser)).rejects.toThrow('401');
  });

  it('cannot place calls, with or without its password', async () => {
    const browser = await signedIn(center.url, await center.hire('agent'));
    const { sipUser, sipPassword } = await newPhone(browser);
    const phone = await openSip(center.url, browser.cookie, sipUser);
    expect(await phone.ask('INVITE', '4000')).toBe(401);
    expect(await phone.ask('INVITE', '4000', sipPassword)).toBe(403);
    expect(await phone.ask('INVITE', '13800138000', sipPassword)).toBe(403);
    const { redis, keys } = center.foundation.context;
    expect(await redis.exists(keys.events)).toBe(0);
    phone.socket.close();
  });

  it('is refused to strangers, other roles, and pages of another site', async () => {
    await expect(openSip(center.url, '', 'seat-1001')).rejects.toThrow('401');
    await expect(openSip(center.url, 'sansheng_session=made-up', 'seat-1001')).rejects.toThrow('401');
    const admin = await signedIn(center.url, '9001');
    expect((await admin.send('POST', '/api/v1/phone/registration')).code).toBe('notAllowed');
    await expect(openSip(center.url, admin.cookie, 'seat-9001')).rejects.toThrow('401');
  });

  it('is taken over by the same person elsewhere: notified, cut, and its password invalid', async () => {
    const employeeNo = await center.hire('agent');
    const [office, home] = [await signedIn(center.url, employeeNo), await signedIn(center.url, employeeNo)];
    const socket = io(center.url, {
      transports: ['websocket'],
      auth: { csrfToken: office.csrfToken },
      extraHeaders: { cookie: office.cookie },
    });
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    const old = await newPhone(office);
    const phone = await openSip(center.url, office.cookie, old.sipUser);
    expect(await phone.ask('REGISTER', old.sipUser, old.sipPassword)).toBe(200);

    const told = new Promise((resolve) => socket.once('phone.takenOver', resolve));
    const closed = once(phone.socket, 'close');
    const fresh = await newPhone(home);
    expect(await told).toEqual({ at: expect.any(Number) });
    await closed;
    const again = await openSip(center.url, office.cookie, old.sipUser);
    expect(await again.ask('REGISTER', old.sipUser, old.sipPassword)).toBe(401);
    again.socket.close();
    const homePhone = await openSip(center.url, home.cookie, fresh.sipUser);
    expect(await homePhone.ask('REGISTER', fresh.sipUser, fresh.sipPassword)).toBe(200);

    // The loser signs out: the winner's phone stays.
    await office.send('DELETE', '/api/v1/session');
    expect(await homePhone.ask('REGISTER', fresh.sipUser, fresh.sipPassword)).toBe(200);
    homePhone.socket.close();
    socket.close();
  });

  it('is there again with the same password after Asterisk forgot it', async () => {
    const browser = await signedIn(center.url, await center.hire('agent'));
    const { sipUser, sipPassword } = await newPhone(browser);
    for (const type of ['endpoint', 'aor', 'auth'] as const) await ari.deleteObject(type, sipUser);
    const { phones, routes } = otherServer('1');
    expect(routes).toContain('/api/v1/demo/phone');
    await phones.pushAll();
    const phone = await openSip(center.url, browser.cookie, sipUser);
    expect(await phone.ask('REGISTER', sipUser, sipPassword)).toBe(200);
    phone.socket.close();
  });

  it('is swept away when its session idled out', async () => {
    const browser = await signedIn(center.url, await center.hire('agent'));
    const { sipUser } = await newPhone(browser);
    const { redis, keys } = center.foundation.context;
    const names = await redis.keys(`${keys.session('')}*`);
    for (const name of names) await redis.del(name);
    await otherServer('1').phones.sweep();
    expect(await stateOf(sipUser)).toBe('gone');
  });
});

/** Phones as a second server of the same center would run them. */
function otherServer(demonstration: '0' | '1'): { phones: Phones; routes: string[] } {
  const { context, sessions } = center.foundation;
  const env = { ...context.env, DEMONSTRATION: demonstration === '1' };
  const other = createFoundation({ ...context, env }).context;
  const phones = phoneFeature({
    context: other,
    ari,
    signIn: { sessions, onSessionEnded: () => {} },
    node: { onAdopt: () => {} },
  });
  return { phones, routes: other.routes.all().map((route) => route.path) };
}

describe("a customer's phone in the browser", () => {
  async function newDemoPhone(number: string) {
    const browser = new Browser(center.url);
    const reply = await browser.send('POST', '/api/v1/demo/phone', { number });
    expect(reply.status).toBe(200);
    expect(reply.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^sansheng_demo_phone=[\w-]{43}; Max-Age=3600; Path=\/sip; .*HttpOnly; SameSite=Strict$/),
    ]);
    browser.takeCookies(reply);
    return { ...DemoPhone.parse(reply.body), browser };
  }

  it.each([
    ['13800138000', '13800138000'],
    ['+8613800138000', '+8613800138000'],
    ['', expect.stringMatching(/^(anonymous)?$/)],
  ])('calls the hotline as %j, and is gone when the page is', async (number, callerNumber) => {
    const { sipUser, sipPassword, browser, hotlines } = await newDemoPhone(number);
    expect(hotlines.map((hotline) => hotline.number)).toContain('4000');
    const phone = await openSip(center.url, browser.cookie, sipUser);
    await phone.begin('INVITE', '4000', sipPassword);
    const { redis, keys } = center.foundation.context;
    const lastArrival = async () =>
      (await redis.xrevrange(keys.events, '+', '-'))
        .map(([id, fields]) => parseLiveEvent(id, fields))
        .find((event) => event.type === 'call.arrived')?.data;
    await expect.poll(lastArrival, { timeout: 10_000 }).toMatchObject({ hotline: '4000', callerNumber });
    phone.socket.terminate();
    await expect.poll(() => stateOf(sipUser)).toBe('gone');
    await expect(openSip(center.url, browser.cookie, sipUser)).rejects.toThrow('401');
    await expect.poll(() => ari.channels.list()).toEqual([]);
  });

  it('accepts only digits as a number', async () => {
    for (const number of ['1"><x', '1>\r\ncontext=x', 'x'.repeat(40), '1 2']) {
      const reply = await new Browser(center.url).send('POST', '/api/v1/demo/phone', { number });
      expect([number, reply.code]).toEqual([number, 'badRequest']);
    }
  });

  it('is limited per address', async () => {
    const replies = [];
    for (let i = 0; i < 61; i++) {
      replies.push(await new Browser(center.url).send('POST', '/api/v1/demo/phone', { number: '' }));
    }
    expect(replies.at(-1)?.code).toBe('tooManyAttempts');
  });

  it('does not exist outside the demonstration center', () => {
    expect(otherServer('0').routes).toEqual(['/api/v1/phone/registration']);
  });
});
