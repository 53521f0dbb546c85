/// <reference lib="dom" />
import { readFile } from 'node:fs/promises';
import { buildUi, uiRoot } from '@sansheng/config/ui-build';
import type { CaseDetail, CasePage } from '@sansheng/shared/contracts/service-desk/cases';
import { centerClock } from '@sansheng/shared/domain/center-day';
import { readZipDirectory } from '@sansheng/shared/zip';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFailed, onTestFinished } from 'vitest';
import type { z } from 'zod';
import { type BrowserSeat, openBrowser, openSeat } from '../support/browser-seat.ts';
import type { Caller } from '../support/caller.ts';
import { CustomerPhone } from '../support/customer-phone.ts';
import { aDemonstrationDatabase } from '../support/demonstration-database.ts';
import { signIn, type SignedIn } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { picture } from '../support/picture.ts';
import { type CallCenter, startCenter } from '../support/start-center.ts';
import { theStack } from '../support/the-stack.ts';

/*
 * The first minutes of somebody new, on the demonstration as it starts: each step is pressed in the browser, and the calls
 * are calls. What it is about is found by the words on the screen, not by what the test knows of the database.
 */
const limit = { timeout: 300_000 };
/** Of the demonstration's customer whose repair waits until tomorrow. */
const WAITING_CUSTOMER = '13822850840';

let database: Awaited<ReturnType<typeof aDemonstrationDatabase>>;
let center: CallCenter;
let supervisor: SignedIn;
beforeAll(async () => {
  await buildUi();
  database = await aDemonstrationDatabase();
  const settings = { UI_ROOT: uiRoot, DATABASE_URL: database.url };
  center = await startCenter(theStack(), { ringCycleMs: 4000, settings });
  await center.open();
  supervisor = await signIn(center.url, '3001');
}, 300_000);
afterAll(async () => {
  await center?.close();
  await database?.drop();
}, 60_000);

async function ask<T>(who: SignedIn, method: string, path: string, body?: object): Promise<T> {
  const reply = await who.ask(method, `/api/v1${path}`, body);
  expect(reply.status, `${path} ${JSON.stringify(reply.body)}`).toBeLessThan(300);
  return reply.body as T;
}
const caseOf = (caseNo: string) => ask<CaseDetail>(supervisor, 'GET', `/cases/${caseNo}`);
async function titled(title: string): Promise<string> {
  const { cases } = await ask<z.infer<typeof CasePage>>(supervisor, 'GET', `/cases?q=${encodeURIComponent(title)}`);
  return cases.find((one) => one.title === title)?.caseNo ?? '';
}

/** Somebody of the center in front of their screen. */
async function person(browser: Browser, employeeNo: string, path = '/') {
  onTestFailed(async () => console.error(await center.readLogs()));
  const seat = await openSeat(browser, center.url, employeeNo, path);
  const { page } = seat;
  return { ...seat, goes: (to: string) => page.goto(center.url + to), ...words(page) };
}
type Person = Awaited<ReturnType<typeof person>>;

function words(page: Page) {
  const see = (id: string) => page.getByTestId(id);
  const option = (name: string) =>
    page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option', { hasText: name });
  return {
    /** Chooses by typing, as the picker of categories, departments, areas and people wants it. */
    async picks(id: string, typed: string, name = typed) {
      await see(id).locator('input').fill(typed);
      await option(name).first().click();
    },
    async chooses(id: string, name: string) {
      await see(id).click();
      await option(name).first().click();
    },
    /** One step of a case: its button, what it asks, and done. */
    async does(key: string, fill: () => Promise<void> = async () => {}) {
      await see(`case-transition-${key}`).click();
      await fill();
      await see('case-do').click();
      await see('case-do').waitFor({ state: 'detached' });
    },
    says: (text: string) => see('case-text').fill(text),
    reads: (text: string | RegExp) => page.getByText(text).first().waitFor(),
  };
}

const DAY_MS = 24 * 3_600_000;
async function acceptanceOf(caseNo: string) {
  const found = (await caseOf(caseNo)).clocks.find(({ clockKey }) => clockKey === 'accept');
  if (found === undefined) throw new Error(`${caseNo} has no clock of its acceptance`);
  return found;
}

const isState = async (seat: BrowserSeat, state: string) =>
  eventually(async () => (await seat.see('agent-state').getAttribute('data-state')) === state, {
    withinMs: 20_000,
    what: `${state} on the screen`,
  });
async function goesReady(seat: BrowserSeat) {
  await seat.see('go-ready').click();
  await isState(seat, 'ready');
}
/** Somebody rings the hotline; who still talks when the flow is over hangs up. */
function dials(from: string): Caller {
  const caller = center.dial('4000', { from });
  onTestFinished(async () => void (await caller.hangsUp()));
  return caller;
}
/** Ends a call that the seat placed, from whatever page it is on. */
async function hangsUp(seat: BrowserSeat) {
  await seat.see('bar-hang-up').click();
  await seat.see('bar-hang-up').waitFor({ state: 'detached' });
}
/** Rings, and is answered once `look` has seen what the phone brought. */
async function answers(seat: BrowserSeat, caller: Caller, look: () => Promise<void> = async () => {}) {
  await seat.see('ring-panel').waitFor();
  await look();
  await seat.see('answer').click();
  await caller.hears('answered');
}
async function wrapsUp(seat: BrowserSeat) {
  await seat.see('wrap-up-category').click();
  await seat.page.keyboard.press('Enter');
  await seat.page.getByText('已解决').first().click();
  await seat.page.keyboard.press('Control+Enter');
  await isState(seat, 'ready');
}
/** In a call: the type by its name, category by its letters, and a subject. Returns the number that the customer is told. */
async function takesDown(seat: Person, type: string, title: string, category: string | null, more = async () => {}) {
  await seat.page.keyboard.press('Alt+KeyJ');
  await seat.see(`case-type-${type}`).click();
  if (category !== null) {
    await seat.see('case-category').locator('input').fill(category);
    await seat.page.locator('.ant-select-item-option').first().waitFor();
    await seat.page.keyboard.press('Enter');
  }
  await seat.see('case-title').fill(title);
  await more();
  const known = await seat.see('case-number').count();
  await seat.see('case-save').click();
  await seat.see('case-save').waitFor({ state: 'detached' });
  await eventually(async () => (await seat.see('case-number').count()) > known, { what: 'the number to be told' });
  const said = await seat.page.locator('.call-case-said', { has: seat.see('case-number') }).allInnerTexts();
  const found = await titled(title);
  expect(said.some((line) => line.replaceAll(/[^A-Z\d]/g, '') === found.replaceAll('-', ''))).toBe(true);
  return found;
}
const spaced = (number: string) => number.replace(/^(.{3})(.{4})/, '$1 $2 ');
const noComplaints = (...people: BrowserSeat[]) => expect(people.flatMap(({ complaints }) => complaints)).toEqual([]);

it(
  'insurer: a claim has its time by its amount, is returned, overruled, closed, and a visit is due',
  limit,
  async () => {
    const browser = await openBrowser({ toneHz: 880 });
    const lead = await person(browser, '2001');
    const seat = await person(browser, '1001');
    await goesReady(seat);
    const caller = dials('13800138000');
    await answers(seat, caller, async () => {
      expect(await seat.see('ring-panel').innerText()).toContain('王芳');
      expect(await seat.see('ring-case').innerText()).toContain('账单金额有异议');
      await picture(seat.page, 'flow-1-ring');
    });
    await eventually(async () => /陈静[^]*通话/.test(await lead.page.locator('.live-console').innerText()), {
      what: 'the talk on the board of the lead',
    });
    const caseNo = await takesDown(seat, 'claimStep', '倒车碰到立柱', 'hj', async () => {
      await seat.see('case-amount').fill('4999');
      await picture(seat.page, 'flow-1-form');
    });
    await caller.hangsUp();
    await seat.goes(`/cases/${caseNo}`);
    await seat.does('handOver', () => seat.picks('case-field-department', '理赔'));

    const claims = await person(browser, '8201');
    await claims.page.waitForURL('**/department-desk');
    await claims.see(`department-work-${caseNo}`).click();
    await claims.does('return', async () => {
      await claims.chooses('case-field-returnReason', '信息不全');
      await claims.says('没有现场照片');
    });
    await eventually(async () => (await claims.see('department-answered').getByText(caseNo).count()) === 1, {
      what: 'returned',
    });

    const dispatcher = await person(browser, '7001');
    await dispatcher.see(`dispatch-row-${caseNo}`).getByText('没有现场照片').waitFor();
    await dispatcher.see(`dispatch-${caseNo}`).click();
    await dispatcher.see('dispatch-overrule').waitFor();
    await dispatcher.see('dispatch-text').fill('照片客户已补，在附件里');
    await picture(dispatcher.page, 'flow-1-overrule');
    await dispatcher.page.getByRole('button', { name: /保\s*存/ }).click();
    await dispatcher.see('dispatch-not-accepted').getByText(caseNo).waitFor();

    await claims.page.reload();
    await claims.see(`department-accept-${caseNo}`).click();
    await claims.see('department-inWork').getByText(caseNo).waitFor();
    await claims.see(`department-work-${caseNo}`).click();
    await claims.does('surveyed', () => claims.see('case-field-report').fill('损失与经过相符'));

    await seat.page.reload();
    await seat.see('case-why-price').click();
    expect(await seat.see('case-because').innerText()).toMatch(/金额低于 5,000.*30 分钟工时/);
    await seat.page.keyboard.press('Escape');
    await seat.see('case-edit').click();
    await seat.see('case-edit-amount').fill('12000');
    await seat.see('case-edit-text').fill('修理厂追加了项目');
    await picture(seat.page, 'flow-1-edit');
    await seat.page.getByRole('button', { name: /保\s*存/ }).click();
    await seat.reads('4999.00 → 12000.00');
    await seat.see('case-why-price').click();
    await eventually(async () => /金额 10,000–30,000.*当天下班前/.test(await seat.see('case-because').innerText()), {
      what: 'the other band',
    });
    await picture(seat.page, 'flow-1-why');

    await claims.page.reload();
    await claims.see(`department-work-${caseNo}`).click();
    await claims.does('priced');
    await claims.does('assessed');
    await claims.does('settled', () => claims.says('赔付 11,800 元'));

    const visitor = await person(browser, '1010', '/follow-ups?view=open');
    await visitor.page.getByRole('row', { name: new RegExp(caseNo) }).waitFor();
    await picture(visitor.page, 'flow-1-visits');
    await seat.page.reload();
    await seat.see('case-follow-ups').waitFor();
    await seat.see('case-why-visit').click();
    expect(await seat.see('case-because').innerText()).toContain('2 个工作日');
    await picture(seat.page, 'flow-1-case');
    noComplaints(lead, seat, claims, dispatcher, visitor);
  },
);

it(
  'cable: a fault is found by dw, hinted as known, dispatched for a reason, chased, and a memo is answered',
  limit,
  async () => {
    const browser = await openBrowser({ toneHz: 880 });
    const phone = await CustomerPhone.open(theStack().customerPort);
    const known = await titled('断网：光猫红灯');
    const seat = await person(browser, '1002');
    await goesReady(seat);
    const first = dials(WAITING_CUSTOMER);
    await answers(seat, first);
    const order = await takesDown(seat, 'workOrder', '家里又断网了', 'dw', async () => {
      expect(await seat.see('case-category').innerText()).toContain('报修 / 宽带 / 断网');
      expect(await seat.see('case-alike').innerText()).toContain(known);
      await picture(seat.page, 'flow-2-form');
    });
    onTestFinished(async () => {
      const { version } = await caseOf(order);
      await supervisor.ask('POST', `/api/v1/cases/${order}/transitions/cancel`, { version, text: '演示完毕' });
    });
    await first.hangsUp();
    await wrapsUp(seat);

    const dispatcher = await person(browser, '7001');
    const row = dispatcher.see(`dispatch-row-${order}`);
    await row.waitFor();
    expect(await row.innerText()).toMatch(/丁师傅 8003/);
    expect(await row.innerText()).toMatch(/卢师傅 8002[^]*2/);
    await picture(dispatcher.page, 'flow-2-dispatch');
    await dispatcher.see(`dispatch-${order}`).click();
    await dispatcher.see('dispatch-not-accepted').getByText(order).waitFor();

    const chases = (await caseOf(known)).chases;
    const second = dials(WAITING_CUSTOMER);
    await answers(seat, second);
    await seat.see(`case-link-${known}`).click();
    await eventually(async () => (await seat.see(`call-case-${known}`).innerText()).includes('已关联本次通话'), {
      what: 'the call beside the case',
    });
    const chased = await caseOf(known);
    expect(chased.chases).toBe(chases + 1);
    expect(chased.links.filter(({ kind }) => kind === 'call').length).toBeGreaterThan(0);
    await picture(seat.page, 'flow-2-chase');
    const memo = await takesDown(seat, 'memo', '换光猫会不会换号码', null, () =>
      seat.see('case-field-question').fill('客户问：换光猫后固话号码会不会变'),
    );
    await second.hangsUp();
    await wrapsUp(seat);

    const desk = await person(browser, '5001');
    await desk.see('info-memos').getByText(memo).waitFor();
    await desk.see(`info-take-${memo}`).click();
    await desk.see(`info-take-${memo}`).waitFor({ state: 'detached' });
    await desk.see(`info-work-${memo}`).click();
    await desk.does('answer', () => desk.see('case-field-answer').fill('不会，号码不变'));
    await picture(desk.page, 'flow-2-info-desk');
    const lead = await person(browser, '2001', `/cases/${memo}`);
    await lead.does('review');

    await seat.goes(`/cases/${memo}`);
    await seat.reads('不会，号码不变');
    await eventually(async () => await seat.see('case-call-customer').isEnabled(), { what: 'a free seat' });
    await seat.page.keyboard.press('Alt+KeyY');
    const ring = await phone.rings();
    expect(ring.to).toBe(WAITING_CUSTOMER);
    ring.answer();
    await seat.page.locator('.case-links').waitFor();
    await picture(seat.page, 'flow-2-memo');
    await hangsUp(seat);
    await seat.does('called', () => seat.says('已告知客户，号码不变'));
    expect((await caseOf(memo)).state).toBe('closed');
    noComplaints(seat, dispatcher, desk, lead);
  },
);

it(
  'gas: danger has half an hour, an outage is known as the phone rings, and everybody is told when it is over',
  limit,
  async () => {
    const browser = await openBrowser({ toneHz: 880 });
    const phone = await CustomerPhone.open(theStack().customerPort);
    const tail = String(Date.now()).slice(-7);
    const [one, other] = [`1390${tail}`, `1391${tail}`];
    for (const [name, number, building] of [
      ['孙望京', one, 5],
      ['钱望京', other, 6],
    ]) {
      const addresses = [`朝阳区望京花园 ${building} 号楼 601`];
      await ask(supervisor, 'POST', '/customers', { name, tier: 'ordinary', numbers: [number], addresses });
    }
    const lead = await person(browser, '2001');
    const seat = await person(browser, '1003');
    await goesReady(seat);
    const first = dials(one);
    await answers(seat, first);
    const danger = await takesDown(seat, 'workOrder', '楼道里有煤气味', 'yw');
    onTestFinished(async () => {
      const { version, state } = await caseOf(danger);
      if (state === 'open')
        await supervisor.ask('POST', `/api/v1/cases/${danger}/transitions/cancel`, { version, text: '演示完毕' });
    });
    const safety = (await caseOf(danger)).clocks.find(({ clockKey }) => clockKey === 'safety');
    expect((safety?.dueAtMs ?? 0) - (safety?.startedAtMs ?? 0)).toBe(30 * 60_000);
    await lead.see('alarm-danger').waitFor({ timeout: 30_000 });
    await picture(lead.page, 'flow-3-alarm');
    await first.hangsUp();
    await wrapsUp(seat);

    await lead.goes('/cases');
    await lead.see('open-case').click();
    await lead.see('case-type-outage').click();
    await lead.see('case-title').fill('望京花园燃气泄漏抢修');
    await lead.chooses('case-field-service', '燃气');
    await lead.picks('case-field-areas', '望京花园');
    await lead.see('case-field-words').fill('请关好阀门，开窗，不要开灯');
    await picture(lead.page, 'flow-3-outage-form');
    await lead.see('case-save').click();
    await lead.page.waitForURL(/\/cases\/QX\d{8}-\d{4}$/);
    const outage = (await lead.see('case-number').innerText()).trim();
    await lead.does('announce');

    const second = dials(other);
    await answers(seat, second, async () => {
      await seat.see(`outage-of-caller-${outage}`).waitFor();
      expect(await seat.see(`outage-of-caller-${outage}`).innerText()).toContain('不要开灯');
    });
    await seat.page.keyboard.press('Alt+KeyU');
    await seat.see(`outage-of-caller-${outage}`).getByText('此号码已归入').waitFor();
    await picture(seat.page, 'flow-3-banner');
    await second.hangsUp();
    await wrapsUp(seat);

    await lead.goes(`/outages?outage=${outage}`);
    await lead.see('outage-number').fill(one);
    await lead.page.keyboard.press('Enter');
    await lead.reads(spaced(one));
    await lead.goes(`/cases/${outage}`);
    await lead.does('restore', () => lead.see('case-field-cause').fill('接头松动'));
    await lead.goes(`/outages?outage=${outage}`);
    await lead.see('outage-call-back').waitFor();
    await picture(lead.page, 'flow-3-outage');
    await lead.see('outage-call-back').click();
    const rows = lead.page.getByRole('row', { name: new RegExp(outage) });
    await eventually(async () => (await rows.count()) === 2, { what: 'both who are to be called' });

    // One is called, and told with one press; the other rings in and is struck off.
    const callsFrom = await person(browser, '1004', '/');
    await eventually(async () => (await callsFrom.see('agent-state').getAttribute('data-state')) === 'notReady', {
      withinMs: 20_000,
      what: 'a seat that may dial',
    });
    await callsFrom.goes(new URL(lead.page.url()).pathname + new URL(lead.page.url()).search);
    const toCall = callsFrom.page.getByRole('row', { name: new RegExp(spaced(one)) });
    await eventually(async () => await toCall.getByTestId('call-number').isEnabled(), {
      withinMs: 20_000,
      what: 'a phone',
    });
    await toCall.getByTestId('call-number').click();
    const ring = await phone.rings();
    ring.answer();
    const talkedFromMs = Date.now();
    const third = dials(other);
    await answers(seat, third, () => seat.see('outage-told').waitFor());
    await seat.page.keyboard.press('Alt+KeyU');
    await seat.see('outage-told').waitFor({ state: 'detached' });
    await third.hangsUp();
    await picture(callsFrom.page, 'flow-3-call-back');
    // Shorter talks count only with the reason.
    await eventually(() => Date.now() - talkedFromMs > 16_000, { withinMs: 20_000, what: 'a talk' });
    await hangsUp(callsFrom);
    await toCall.getByRole('button', { name: '已告知' }).click();
    await toCall.waitFor({ state: 'detached' });

    // Nobody is left to be told: it is completed by itself.
    await eventually(async () => (await caseOf(outage)).state === 'closed', { what: 'the end of it' });
    await lead.goes(`/outages?view=completed&outage=${outage}`);
    await lead.reads('来电时已告知');
    await lead.reads('已回电告知');
    noComplaints(lead, seat, callsFrom);
  },
);

it(
  'property: explained, complained again, six steps with consent on a call, printed, and exported with its proof',
  limit,
  async () => {
    const browser = await openBrowser({ toneHz: 880 });
    const phone = await CustomerPhone.open(theStack().customerPort);
    const owner = `137${String(Date.now()).slice(-8)}`;
    const seat = await person(browser, '1005');
    await goesReady(seat);
    const complains = async (title: string) => {
      const caller = dials(owner);
      await answers(seat, caller);
      const caseNo = await takesDown(seat, 'complaint', title, 'wtwjj', () =>
        seat.see('case-field-description').fill('楼上夜里装修'),
      );
      await caller.hangsUp();
      await wrapsUp(seat);
      return caseNo;
    };
    const noise = await complains('楼上夜里装修太吵');
    const handler = await person(browser, '6001', `/cases/${noise}`);
    await handler.does('takeUp');
    await handler.does('notGrounded', () => handler.says('登记的施工时间是白天，夜里没有施工记录'));
    await handler.does('explained', () => handler.says('已说明，客户先观察'));

    const again = await complains('楼上夜里还在装修');
    await handler.goes('/cases?view=mine');
    await handler.see(`case-row-${again}`).waitFor();
    await handler.reads('重复投诉');
    await handler.goes(`/cases/${again}`);
    expect(await handler.see('case-repeat').innerText()).toContain(noise);
    await picture(handler.page, 'flow-4-repeated');
    await handler.does('takeUp');
    await handler.does('dispatch', () => handler.picks('case-field-department', '物业'));

    const property = await person(browser, '8401');
    await property.see(`department-accept-${again}`).click();
    await property.see('department-inWork').getByText(again).waitFor();
    await property.see(`department-work-${again}`).click();
    await property.does('answer', async () => {
      await property.see('case-field-findings').fill('夜间确有施工，已责令停工');
      await property.chooses('case-field-cause', '流程');
    });
    await handler.page.reload();
    await handler.does('propose', () => handler.see('case-field-plan').fill('夜间巡查一周，违约扣押金'));
    const boss = await person(browser, '3001', `/cases/${again}`);
    await boss.does('approve');

    await handler.page.reload();
    await eventually(async () => await handler.see('case-call-customer').isEnabled(), {
      withinMs: 20_000,
      what: 'a seat that may dial',
    });
    await handler.see('case-call-customer').click();
    (await phone.rings()).answer();
    await handler.page.locator('.case-links').waitFor();
    await handler.does('carriedOut', async () => {
      await handler.page.locator('.case-act-form').getByText('是', { exact: true }).click();
      await handler.see('case-field-consentRecording').click();
      await handler.page.keyboard.press('Enter');
      await handler.see('case-field-consentAtSecond').fill('3');
      await picture(handler.page, 'flow-4-consent');
    });
    await hangsUp(handler);
    expect((await caseOf(again)).fields).toMatchObject({ hasConsent: true, consentAtSecond: 3 });

    const visitor = await person(browser, '1006', '/follow-ups?view=open');
    const row = visitor.page.getByRole('row', { name: new RegExp(again) });
    await row.getByRole('button', { name: '领取' }).click();
    await row.getByRole('button', { name: '登记结果' }).click();
    const dialog = visitor.page.getByRole('dialog');
    await dialog.getByText('满意', { exact: true }).click();
    await visitor.see('visit-reason').fill('客户当面确认');
    await dialog.getByRole('button', { name: /保\s*存/ }).click();
    await row.waitFor({ state: 'detached' });

    await handler.goes(`/cases/${again}`);
    await handler.does('archive', () => handler.see('case-field-improvement').fill('夜间施工须报备并公示'));
    await handler.see('case-print').click();
    await handler.see('case-print-form').waitFor();
    expect(await handler.see('case-print-form').innerText()).toMatch(/投诉登记表[^]*夜间巡查一周[^]*唐处理 6001 于/);
    await picture(handler.page, 'flow-4-print');
    await handler.page.emulateMedia({ media: 'print' });
    expect(await handler.see('case-print-now').isVisible()).toBe(false);
    await handler.page.emulateMedia({ media: null });

    await handler.goes(`/cases/${again}`);
    await handler.see('case-evidence').click();
    await handler.see('case-evidence-reason').fill('物业主管部门调阅');
    await picture(handler.page, 'flow-4-evidence');
    const saved = handler.page.waitForEvent('download');
    await handler.page.getByRole('button', { name: /保\s*存/ }).click();
    const pack = await readFile(await (await saved).path());
    const manifest = readZipDirectory(pack).entries.find(({ name }) => name === 'manifest.json');
    const text = pack.subarray(manifest?.dataAt, (manifest?.dataAt ?? 0) + (manifest?.unpacked ?? 0)).toString();
    expect(JSON.parse(text)).toMatchObject({ caseNo: again, byId: '6001', chain: { isWhole: true } });
    noComplaints(seat, handler, property, boss, visitor);
  },
);

it(
  'supervisor: a day off in the calendar moves the due times of open cases, and each of them says so',
  limit,
  async () => {
    const browser = await openBrowser({ toneHz: 880 });
    const wholeOf = async (caseNo: string) =>
      (await caseOf(caseNo)).clocks.find(({ clockKey }) => clockKey === 'whole')?.dueAtMs as number;
    const opened = await Promise.all(
      ['楼道灯不亮', '电梯按钮不灵'].map((title) =>
        ask<CaseDetail>(supervisor, 'POST', '/cases', { type: 'complaint', title }),
      ),
    );
    const [first, second] = opened.map(({ caseNo }) => caseNo) as [string, string];
    const before = await wholeOf(first);
    const date = centerClock('Asia/Shanghai').dateOf(before);
    const manager = await person(browser, '9001', '/admin?part=calendar');
    onTestFinished(async () => {
      const administrator = await signIn(center.url, '9001');
      await administrator.ask('DELETE', `/api/v1/admin/special-days/${date}`);
    });
    await manager.page.getByText('特殊日').first().click();
    await manager.page.locator('.admin-bar .ant-btn-primary').last().click();
    await manager.page.locator('#date').fill(date);
    await manager.page.keyboard.press('Enter');
    await manager.page.locator('#name').fill('全员盘点');
    await manager.page.locator('#nameEn').fill('Stocktaking');
    await picture(manager.page, 'flow-5-calendar');
    await manager.page.locator('.ant-drawer-footer .ant-btn-primary').click();
    await eventually(async () => (await wholeOf(first)) > before, { withinMs: 30_000, what: 'a later time' });
    const boss = await person(browser, '3001');
    for (const caseNo of [first, second]) {
      await boss.goes(`/cases/${caseNo}`);
      await boss.reads(/日历变更：办结 由/);
    }
    await picture(boss.page, 'flow-5-case');
    // A miss is excused from the report that counts it, and both rates are shown.
    const late = await titled('账单金额有异议');
    const { clockKey: clock, round, startedAtMs, dueAtMs } = await acceptanceOf(late);
    onTestFinished(async () => {
      await supervisor.ask('POST', `/api/v1/cases/${late}/excuses/take-back`, { clock, round, startedAtMs });
    });
    await boss.goes(`/desk-reports?period=custom&from=${(dueAtMs as number) - DAY_MS}&to=${Date.now() + DAY_MS}`);
    await boss.see('desk-count-dispatches').first().click();
    await boss.see(`excuse-${late}-${clock}`).click();
    await boss.see('excuse-reason').fill('系统切换期间无法签收');
    await boss.page.getByRole('button', { name: /保\s*存/ }).click();
    await boss.reads(/免责：系统切换期间无法签收/);
    await boss.page.keyboard.press('Escape');
    await boss.see('desk-count-acceptanceExcused').waitFor();
    const percentOf = async (text: Promise<string>) => Number(/([\d.]+)%/.exec(await text)?.[1]);
    const [counted, excused] = [
      await percentOf(boss.see('desk-rate-acceptedInTime').locator('b').innerText()),
      await percentOf(boss.see('desk-second-acceptedInTime').innerText()),
    ];
    expect(excused).toBeGreaterThan(counted as number);
    await picture(boss.page, 'flow-5-reports');
    noComplaints(manager, boss);
  },
);

it(
  'department only: three lists and nothing else, and the number is gone when the case is handed back',
  limit,
  async () => {
    const browser = await openBrowser({ toneHz: 880 });
    const mine = await ask<CaseDetail>(supervisor, 'POST', '/cases', {
      type: 'workOrder',
      title: '厨房水管爆裂',
      contactName: '赵敏华',
      contactNumber: '13855556666',
      fields: { fault: '水管爆裂' },
    });
    await ask(supervisor, 'POST', `/cases/${mine.caseNo}/transitions/dispatch`, {
      version: mine.version,
      fields: { department: 'repair' },
    });
    const others = await titled('账单金额有异议');
    const head = await person(browser, '8001');
    await head.page.waitForURL('**/department-desk');
    for (const part of ['toAccept', 'inWork', 'answered']) await head.see(`department-${part}`).waitFor();
    const row = head.page.getByRole('row', { name: new RegExp(mine.caseNo) });
    expect(await row.innerText()).toContain('138 5555 6666');
    await picture(head.page, 'flow-6-department');
    const menu = await head.page.locator('.frame-nav').innerText();
    for (const word of ['坐席', '报表', '客户', '实时', '设置']) expect(menu).not.toContain(word);
    await head.goes(`/cases/${others}`);
    await head.reads(/不存在|没有找到|找不到/);
    for (const path of ['/dispatch', '/live', '/follow-ups', '/outages', '/desk-settings']) {
      await head.goes(path);
      await eventually(
        async () =>
          new URL(head.page.url()).pathname !== path || (await head.page.getByText(/无权|没有权限/).count()) > 0,
        {
          what: `${path} is not for a department`,
        },
      );
    }
    await head.goes('/department-desk');
    await head.see(`department-work-${mine.caseNo}`).click();
    await head.does('return', async () => {
      await head.chooses('case-field-returnReason', '无人可派');
      await head.says('今天都在外面');
    });
    await head.see('department-answered').getByText(mine.caseNo).waitFor();
    expect(await row.innerText()).not.toContain('138 5555 6666');
    expect(await row.innerText()).not.toContain('赵敏华');
    await picture(head.page, 'flow-6-handed-back');
    noComplaints(head);
  },
);
