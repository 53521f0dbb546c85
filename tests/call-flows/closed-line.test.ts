import type { QueueOverflowEdit } from '@sansheng/shared/contracts/telephony/overflow';
import { openDatabase } from '@sansheng/shared/db';
import { QueueSchema } from '@sansheng/shared/tables/telephony/queues';
import { centerClock } from '@sansheng/shared/domain/center-day';
import { expect, it } from 'vitest';
import { aCallCenter } from '../support/call-center.ts';
import { signIn } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { settings } from '../support/settings.ts';
import { theStack } from '../support/the-stack.ts';

const always = Array.from({ length: 7 }, () => [{ from: '00:00', to: '24:00' }]);
const never = Array.from({ length: 7 }, () => []);
const hours = (hoursId: string, weekly: object[][]) => ({
  hoursId,
  name: '工作时间',
  nameEn: 'Hours',
  weekly,
  holiday: null,
  makeUp: null,
});

async function aClosedLine(closed: Partial<QueueOverflowEdit['closed']>, ready: string[] = []) {
  const center = await aCallCenter({ ready });
  const admin = await settings(center);
  await admin.put('opening-hours', hours('closed-now', never));
  await admin.putOverflow({ queueId: 'service', hoursId: 'closed-now', closed });
  return { center, admin };
}

it('answers a call to a closed line, announces it, and ends the call as sent away', async () => {
  const { center } = await aClosedLine({}, ['1001']);
  const caller = center.dial('4000');
  await caller.hears('answered');
  expect(await caller.isOver()).toMatchObject({ kind: 'ended', by: 'them' });
  await center.isQuiet();
  const [callId = ''] = await center.callIds(1);
  const record = await center.record(callId);
  expect(record).toMatchObject({
    outcome: 'sentAway',
    endWhy: 'closed',
    endedBy: 'center',
    queueId: 'service',
    offers: [],
  });
  const told = record.timeline.map(({ type }) => type).filter((type) => type !== 'call.identified');
  expect(told).toEqual(['call.arrived', 'businessCalendar.lineClosed', 'call.centerAnswered', 'call.ended']);
});

it('is not an abandoned call when the caller hangs up during the closed-line announcement', async () => {
  const { center } = await aClosedLine({ voicemail: true });
  const caller = center.dial('4000');
  await caller.hears('answered');
  await caller.hangsUp();
  await center.isQuiet();
  const [callId = ''] = await center.callIds(1);
  expect(await center.record(callId)).toMatchObject({ outcome: 'sentAway', endWhy: 'closed', endedBy: 'customer' });
});

it('puts the caller through to the other queue when they press its key', async () => {
  const { center } = await aClosedLine({ queueId: 'complaints' }, ['1011']);
  const seat = await center.seat('1011');
  const caller = center.dial('4000');
  await caller.hears('answered');
  caller.press('2');
  await seat.rings();
  const callId = await seat.answers();
  expect((await seat.is('talking')).call).toMatchObject({ callId, queueId: 'complaints' });
  await caller.hangsUp();
  await seat.wrapsUp();
  const record = await center.record(callId, (call) => call.isComplete);
  expect(record).toMatchObject({ outcome: 'answered', agentId: '1011', queueId: 'complaints' });
  expect(record.entries).toMatchObject([
    { queueId: 'service', left: 'closed', why: record.entries[0]?.why },
    { queueId: 'complaints', left: 'answered' },
  ]);
});

it('lists callers who ask to be called back, for people to call when the line is open', async () => {
  const { center } = await aClosedLine({ callback: true });
  const caller = center.dial('4000', { from: '13700137000' });
  await caller.hears('answered');
  // Nobody can call a withheld number: it is not offered, and its key does nothing.
  const withheld = center.dial('4000', { from: 'anonymous' });
  await withheld.hears('answered');
  withheld.press('3');
  caller.press('3');
  expect(await caller.isOver()).toMatchObject({ kind: 'ended', by: 'them' });
  expect(await withheld.isOver()).toMatchObject({ kind: 'ended', by: 'them' });
  const [callId = '', withheldId = ''] = await center.callIds(2);
  expect(await center.record(withheldId)).toMatchObject({ outcome: 'sentAway', endWhy: 'closed', endedBy: 'center' });
  expect(await center.record(callId)).toMatchObject({ outcome: 'callback', endWhy: 'callback' });
  const lead = await signIn(center.url, '2001');
  await eventually(async () => {
    const { body } = await lead.ask('GET', '/api/v1/callbacks?view=waiting');
    const entry = (body as { callbacks: { callId: string }[] }).callbacks.find((one) => one.callId === callId);
    expect(entry).toMatchObject({ kind: 'requested', state: 'open', queueId: 'service' });
    return true;
  });
});

it('opens and closes live, without a restart, and the change is audited', async () => {
  const { center, admin } = await aClosedLine({}, ['1001']);
  await admin.put('opening-hours', hours('closed-now', always));
  const seat = await center.seat('1001');
  center.dial('4000');
  await seat.rings();
  const { body } = await admin.who.ask('GET', '/api/v1/audit?action=openingHours.changed&limit=5');
  expect((body as { entries: { target: string }[] }).entries[0]).toMatchObject({ target: 'closed-now' });
  const supervisor = await signIn(center.url, '3001');
  const preview = await supervisor.ask('GET', '/api/v1/opening-hours/closed-now/preview');
  expect(preview.body).toMatchObject({ isOpenNow: true, timeZone: 'Asia/Shanghai' });
  expect((preview.body as { days: unknown[] }).days).toHaveLength(14);
});

it('closes on an imported holiday and on a special day, whatever the weekly hours', async () => {
  const center = await aCallCenter({ workers: false });
  const admin = await settings(center);
  await admin.put('opening-hours', { ...hours('weekdays', always), holiday: [] });
  await admin.putOverflow({ queueId: 'service', hoursId: 'weekdays' });
  // Midnight may pass meanwhile, and with it the year.
  const clock = centerClock('Asia/Shanghai');
  const nowMs = Date.now();
  const dates = [clock.dateOf(nowMs), clock.dateOf(clock.startOfNextDay(nowMs))];
  const years = [...new Set(dates.map((date) => date.slice(0, 4)))];
  const importDays = (offDays: string[]) =>
    admin.change(() =>
      admin.ask('POST', '/api/v1/admin/public-days', {
        year: 2099,
        days: offDays.map((date) => ({ name: '测试节', date, isOffDay: true })),
      }),
    );
  await importDays(dates);
  await center.dial('4000').hears('answered');
  // Another day in their place: what came with the product would make a holiday of National Day.
  const isNear = dates.some((date) => /-0[67]-/.test(date));
  await importDays(years.map((year) => `${year}-${isNear ? '02' : '07'}-15`));
  await center.dial('4000', { from: '13900139000' }).hears('ringing');
  for (const date of dates) await admin.put('special-days', { date, name: '系统升级', nameEn: 'Upgrade', spans: [] });
  await center.dial('4000', { from: '13900139001' }).hears('answered');
  const closed = await eventually(async () => {
    const events = (await center.events()).filter(({ type }) => type === 'businessCalendar.lineClosed');
    return events.length === 2 ? events : null;
  });
  expect(closed.map(({ data }) => data)).toMatchObject([{ kind: 'holiday' }, { kind: 'special' }]);
  for (const year of years) await admin.change(() => admin.ask('DELETE', `/api/v1/admin/public-days/${year}`));
});

it('does not lead to an inactive queue anyway, and does not claim that the lines are busy', async () => {
  const { center, admin } = await aClosedLine({});
  const queueId = 'off-all-the-same';
  await admin.who.ask('POST', '/api/v1/admin/queues', { queueId, name: queueId, nameEn: queueId });
  await admin.putOverflow({ queueId: 'service', hoursId: 'closed-now', closed: { queueId, voicemail: true } });
  // Its switch would name the closed line and refuse: this is what a center may have kept from before it did.
  const db = await openDatabase(theStack().environment.DATABASE_URL ?? '', { poolSize: 1 });
  await admin.change(async () => {
    await db.getRepository(QueueSchema).update({ queueId }, { isActive: false });
    await db.destroy();
    await admin.ask('PUT', '/api/v1/admin/opening-hours/closed-now', hours('closed-now', never));
  });
  const caller = center.dial('4000');
  await caller.hears('answered');
  caller.press('2');
  expect(await caller.isOver()).toMatchObject({ kind: 'ended', by: 'them' });
  const [callId = ''] = await center.callIds(1);
  expect(await center.record(callId)).toMatchObject({ outcome: 'sentAway', endWhy: 'closed' });
});
