import type { AlikeCases, CaseFamily, MergedCases } from '@sansheng/shared/contracts/service-desk/case-merges';
import type { CaseDetail } from '@sansheng/shared/contracts/service-desk/cases';
import { findBrokenEntry, plannedVisit } from '@sansheng/shared/db';
import { CaseEventSchema } from '@sansheng/shared/tables/service-desk/cases';
import { FollowUpSchema } from '@sansheng/shared/tables/service-desk/follow-ups';
import { OutageCallerSchema } from '@sansheng/shared/tables/service-desk/outages';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { ACCOUNTANT, aServiceDesk, FINANCE, type ServiceDesk } from './a-service-desk.ts';

const CUSTOMER = 'c00003';
const DAY = 86_400_000;
let desk: ServiceDesk;
beforeAll(async () => {
  desk = await aServiceDesk();
});
afterAll(() => desk?.close());

const open = (more: object = {}, who = '1001') =>
  desk.open(who, { type: 'complaint', title: '账单金额有异议', customerId: CUSTOMER, ...more });
async function merge(who: string, one: string, into: string) {
  const { version } = await desk.find('3001', one);
  return desk.ask(who, 'POST', `/cases/${one}/merge`, { version, into, text: '同一件事' });
}
const merged = async (who: string, caseNo: string) =>
  (await desk.ask<z.infer<typeof MergedCases>>(who, 'GET', `/cases/${caseNo}/merged`)).cases;
const clocksAs = ({ clocks }: CaseDetail) => clocks.map(({ clockKey, state, dueAtMs }) => [clockKey, state, dueAtMs]);

describe('a case that is taken down twice', () => {
  it('is hinted before it is saved: same customer or number, and nobody learns of what they may not find', async () => {
    const { caseNo } = await open({ contactNumber: '13911112222', customerId: null }, '6001');
    const alike = async (who: string, query: string) =>
      (await desk.ask<z.infer<typeof AlikeCases>>(who, 'GET', `/cases/alike?${query}`)).cases.map((one) => one.caseNo);
    expect(await alike('6001', 'type=complaint&number=139-1111-2222')).toEqual([caseNo]);
    expect(await alike('6001', 'type=memo&number=13911112222')).toEqual([]);
    expect(await alike('6001', 'type=complaint')).toEqual([]);
    expect(await alike('1002', 'type=complaint&number=13911112222')).toEqual([]);
    await desk.act('6001', caseNo, 'cancel', { text: '误登' }).catch(() => null);
    await desk.db.query(`UPDATE cases SET state = 'closed', closedAtMs = ? WHERE caseNo = ?`, [
      Date.now() - 8 * DAY,
      caseNo,
    ]);
    expect(await alike('6001', 'type=complaint&number=13911112222')).toEqual([]);
  });

  it('is merged: its number opens the other, its clocks are in no rate, nothing is overwritten, and it can be undone', async () => {
    const one = await open({ fields: { demand: '退费' } });
    const other = await open({ fields: { demand: '赔偿' }, callId: 'call-of-other' });
    const callId = await desk.aCallOf('1001', '13800138000', 5000);
    await desk.ask('1001', 'POST', `/cases/${one.caseNo}/calls`, { callId });
    await merge('6001', one.caseNo, other.caseNo);

    const opened = await desk.find('6001', one.caseNo);
    expect([opened.caseNo, opened.fields.demand]).toEqual([other.caseNo, '赔偿']);
    expect(opened.links.map(({ ref }) => ref).toSorted()).toEqual(['call-of-other', callId]);
    const [shown] = await merged('6001', other.caseNo);
    expect(shown).toMatchObject({ caseNo: one.caseNo, mayUndo: true });
    expect(shown?.differences).toEqual([{ name: 'fields.demand', own: '退费', other: '赔偿' }]);
    expect(shown?.entries.map(({ kind }) => kind)).toEqual(['opened', 'linked', 'merged']);
    const states = (await desk.db.query('SELECT DISTINCT state, nextActAtMs FROM case_clocks WHERE caseId = ?', [
      one.caseId,
    ])) as object[];
    expect(states).toEqual([{ state: 'merged', nextActAtMs: null }]);
    expect(await desk.refused('6001', 'POST', `/cases/${one.caseNo}/transitions/takeUp`, { version: 2 })).toEqual([
      'wrongState',
      undefined,
    ]);

    await desk.ask('6001', 'POST', `/cases/${one.caseNo}/merge/undo`);
    const again = await desk.find('6001', one.caseNo);
    expect(again).toMatchObject({ caseNo: one.caseNo, state: 'open', closedAtMs: null });
    expect(clocksAs(again)).toEqual(clocksAs(one));
    expect((await desk.find('6001', other.caseNo)).links.map(({ ref }) => ref)).toEqual(['call-of-other']);
    expect(await merged('6001', other.caseNo)).toEqual([]);
    for (const { caseId } of [one, other]) {
      const entries = await desk.db.getRepository(CaseEventSchema).find({ where: { caseId }, order: { seq: 'ASC' } });
      expect(findBrokenEntry(entries)).toBeNull();
    }
  });

  it('hands over who called about it, so that nobody is forgotten when it is over', async () => {
    const [one, other] = [await open(), await open()];
    const callers = desk.db.getRepository(OutageCallerSchema);
    const caller = { customerId: null, name: '', calls: 1, wantsCall: true, attachedAtMs: 1, attachedById: '1001' };
    const attach = (caseId: string, number: string) =>
      callers.insert({ ...caller, caseId, number, toldAtMs: null, toldIn: null });
    await attach(one.caseId, '+8613900000001');
    await attach(one.caseId, '+8613900000002');
    await attach(other.caseId, '+8613900000002');
    const numbers = async () => (await callers.findBy({ caseId: other.caseId })).map(({ number }) => number.slice(-1));
    await merge('6001', one.caseNo, other.caseNo);
    expect((await numbers()).toSorted()).toEqual(['1', '2']);
    await desk.ask('6001', 'POST', `/cases/${one.caseNo}/merge/undo`);
    expect(await numbers()).toEqual(['2']);
  });

  it('is not merged into itself, into what is over or merged, nor into what somebody does not find', async () => {
    const [one, other, third] = [await open(), await open(), await open()];
    await merge('6001', one.caseNo, other.caseNo);
    const into = async (who: string, name: string, target: string) => {
      const [{ version }] = (await desk.db.query('SELECT version FROM cases WHERE caseNo = ?', [name])) as [
        { version: number },
      ];
      return desk.refused(who, 'POST', `/cases/${name}/merge`, { version, into: target });
    };
    expect(await into('6001', third.caseNo, one.caseNo)).toEqual(['noTarget', 'into']);
    expect(await into('6001', third.caseNo, third.caseNo)).toEqual(['noTarget', 'into']);
    expect(await into('6001', one.caseNo, third.caseNo)).toEqual(['wrongState', undefined]);
    const secret = await open({ fields: { subject: '1002' }, customerId: null }, '6001');
    expect(await into('1001', third.caseNo, secret.caseNo)).toEqual(['badRequest', 'into']);
    await desk.db.query('UPDATE case_merges SET mergedAtMs = mergedAtMs - ? WHERE caseId = ?', [8 * DAY, one.caseId]);
    expect(await desk.refused('6001', 'POST', `/cases/${one.caseNo}/merge/undo`)).toEqual(['mergeTooOld', undefined]);
  });

  it('is merged by one of two who merge the two into each other', async () => {
    for (let round = 0; round < 20; round += 1) {
      const [one, other] = [await open({ customerId: null }), await open({ customerId: null })];
      const replies = await Promise.all([
        desk.reply('6001', 'POST', `/cases/${one.caseNo}/merge`, { version: 1, into: other.caseNo }),
        desk.reply('3001', 'POST', `/cases/${other.caseNo}/merge`, { version: 1, into: one.caseNo }),
      ]);
      expect(replies.map(({ status }) => status).toSorted()).toEqual([204, 409]);
    }
  });

  it('bars the person complained about from the case that goes on, too', async () => {
    const [one, other] = [await open({ fields: { subject: '1002' } }, '6001'), await open({}, '1002')];
    await merge('6001', one.caseNo, other.caseNo);
    expect(await desk.refused('1002', 'GET', `/cases/${other.caseNo}`)).toEqual(['notFound', undefined]);
    await desk.ask('6001', 'POST', `/cases/${one.caseNo}/merge/undo`);
    expect((await desk.find('1002', other.caseNo)).caseNo).toBe(other.caseNo);
  });

  it('shows a department nothing of a case that it does not find', async () => {
    const [one, other] = [await open({ fields: { demand: '只在中心' } }), await open()];
    await desk.act('6001', other.caseNo, 'takeUp');
    await desk.act('6001', other.caseNo, 'dispatch', { fields: { department: FINANCE } });
    await merge('6001', one.caseNo, other.caseNo);
    expect(await merged(ACCOUNTANT, other.caseNo)).toEqual([]);
    expect((await desk.find(ACCOUNTANT, one.caseNo)).caseNo).toBe(other.caseNo);
  });
});

describe('a case that belongs to another', () => {
  it('is due no later than it, and keeps it from being settled unless a supervisor forces it', async () => {
    const parent = await open();
    const child = await open();
    const whole = parent.clocks.find(({ clockKey }) => clockKey === 'whole');
    const earlier = Date.now() + 3_600_000;
    await desk.ask('3001', 'POST', `/cases/${parent.caseNo}/extend`, {
      version: parent.version,
      clock: 'whole',
      dueAtMs: earlier,
      text: '限时',
    });
    expect(earlier).toBeLessThan(whole?.dueAtMs as number);
    await desk.ask('6001', 'PUT', `/cases/${child.caseNo}/parent`, { parent: parent.caseNo });
    const nested = await desk.find('6001', child.caseNo);
    expect(nested.clocks.every(({ dueAtMs }) => dueAtMs !== null && dueAtMs <= earlier)).toBe(true);
    expect(nested.entries.at(-1)).toMatchObject({ kind: 'related', data: { parent: parent.caseNo } });
    await desk.act('6001', child.caseNo, 'takeUp');
    const taken = await desk.find('6001', child.caseNo);
    const running = taken.clocks.filter(({ stoppedAtMs }) => stoppedAtMs === null);
    expect(running.every(({ dueAtMs }) => dueAtMs !== null && dueAtMs <= earlier)).toBe(true);
    const { version: versionOfParent } = await desk.find('3001', parent.caseNo);
    await desk.ask('3001', 'POST', `/cases/${parent.caseNo}/extend`, {
      version: versionOfParent,
      clock: 'whole',
      dueAtMs: earlier - 1_800_000,
      text: '再提前',
    });
    const followed = await desk.find('6001', child.caseNo);
    expect(followed.nextDueAtMs).toBeLessThanOrEqual(earlier - 1_800_000);
    expect(followed.entries.at(-1)).toMatchObject({ kind: 'related', data: { parent: parent.caseNo } });
    const family = await desk.ask<CaseFamily>('6001', 'GET', `/cases/${parent.caseNo}/family`);
    expect(family.children.map(({ caseNo }) => caseNo)).toEqual([child.caseNo]);

    await desk.act('6001', parent.caseNo, 'takeUp');
    await desk.act('6001', parent.caseNo, 'notGrounded', { text: '无误' });
    const { version } = await desk.find('6001', parent.caseNo);
    const explained = { version, text: '已解释' };
    expect(await desk.refused('6001', 'POST', `/cases/${parent.caseNo}/transitions/explained`, explained)).toEqual([
      'wrongState',
      'children',
    ]);
    await desk.ask('3001', 'POST', `/cases/${parent.caseNo}/transitions/explained`, { ...explained, isForced: true });
  });

  it('is made by an act of its parent, with what that one knows, and is done before it', async () => {
    const contact = { contactName: '王芳', contactNumber: '13911114444', fields: { description: '三天没有网络' } };
    const parent = await open({ ...contact, title: '断网没人来' });
    await desk.act('6001', parent.caseNo, 'takeUp');
    await desk.act('6001', parent.caseNo, 'dispatch', { fields: { department: FINANCE } });
    await desk.act(ACCOUNTANT, parent.caseNo, 'accept');
    const after = await desk.act('6001', parent.caseNo, 'makeWorkOrder', { text: '请上门' });
    expect(after.stepKey).toBe('investigating');
    const { children } = await desk.ask<CaseFamily>('6001', 'GET', `/cases/${parent.caseNo}/family`);
    const [{ caseNo } = { caseNo: '' }] = children;
    const child = await desk.find('3001', caseNo);
    expect(child).toMatchObject({
      type: 'workOrder',
      stepKey: 'created',
      title: '断网没人来',
      customerId: CUSTOMER,
      contactName: '王芳',
      firstOwnerId: '1001',
      fields: { fault: '三天没有网络' },
      entries: [{ kind: 'opened', text: '请上门', byId: '6001', data: { parent: parent.caseNo } }],
    });
    const whole = after.clocks.find(({ clockKey }) => clockKey === 'whole')?.dueAtMs as number;
    expect(child.clocks.every(({ dueAtMs }) => dueAtMs !== null && dueAtMs <= whole)).toBe(true);
    expect(after.entries.slice(-2).map(({ kind, data }) => [kind, data.child])).toEqual([
      ['moved', undefined],
      ['related', caseNo],
    ]);
    await desk.act(ACCOUNTANT, parent.caseNo, 'answer', { fields: { findings: '线路', cause: 'outside' } });
    await desk.act('6001', parent.caseNo, 'propose', { fields: { plan: '上门修复' } });
    await desk.act('3001', parent.caseNo, 'approve');
    const { version } = await desk.find('3001', parent.caseNo);
    const carriedOut = { version, fields: { hasConsent: true } };
    const path = `/cases/${parent.caseNo}/transitions/carriedOut`;
    expect(await desk.refused('6001', 'POST', path, carriedOut)).toEqual(['wrongState', 'children']);
    await desk.act('3001', caseNo, 'cancel', { text: '客户自行修好' });
    await desk.ask('6001', 'POST', path, carriedOut);
    for (const { caseId } of [parent, child]) {
      const entries = await desk.db.getRepository(CaseEventSchema).find({ where: { caseId }, order: { seq: 'ASC' } });
      expect(findBrokenEntry(entries)).toBeNull();
    }
  });

  it('belongs to one alone, and to none that belongs to another or is itself', async () => {
    const [top, middle, low] = [await open(), await open(), await open()];
    await desk.ask('6001', 'PUT', `/cases/${middle.caseNo}/parent`, { parent: top.caseNo });
    const nest = (name: string, parent: string) => desk.refused('6001', 'PUT', `/cases/${name}/parent`, { parent });
    expect(await nest(low.caseNo, middle.caseNo)).toEqual(['noTarget', 'parent']);
    expect(await nest(top.caseNo, low.caseNo)).toEqual(['noTarget', 'parent']);
    expect(await nest(low.caseNo, low.caseNo)).toEqual(['noTarget', 'parent']);
    await desk.ask('6001', 'PUT', `/cases/${middle.caseNo}/parent`, { parent: null });
    expect(await desk.ask<CaseFamily>('6001', 'GET', `/cases/${top.caseNo}/family`)).toEqual({
      parent: null,
      children: [],
    });
  });
});

it('is marked when the customer complains again about the same, and goes at once to who answered', async () => {
  const about = { categoryId: 'bill-amount', customerId: null, contactNumber: '13944445555' };
  const first = await open(about);
  expect(first).toMatchObject({ repeatOf: null, assigneeId: null });
  await desk.act('6001', first.caseNo, 'takeUp');
  await desk.act('6001', first.caseNo, 'notGrounded');
  await desk.act('6001', first.caseNo, 'explained');
  const again = await open(about);
  expect(again).toMatchObject({ repeatOf: first.caseNo, assigneeId: '6001', stepKey: 'registered' });
  const told = (await desk.db.query(
    `SELECT receiverId FROM case_notices WHERE caseId = ? AND JSON_VALUE(what, '$.key') = 'complaintRepeated'`,
    [again.caseId],
  )) as { receiverId: string }[];
  expect(told).toEqual([{ receiverId: '6001' }]);

  const others = { attitude: 'attitude-tone', number: '13944446666' };
  expect(await open({ ...about, categoryId: others.attitude })).toMatchObject({ repeatOf: null });
  expect(await open({ ...about, contactNumber: others.number })).toMatchObject({ repeatOf: null });
  await desk.db.query('UPDATE cases SET openedAtMs = openedAtMs - ? WHERE contactNumber LIKE ?', [31 * DAY, '%4444%']);
  expect(await open(about)).toMatchObject({ repeatOf: null, assigneeId: null });
});

it('follows its customer into another file with its visits and callers, and back when the files are parted', async () => {
  const file = (name: string, number: string) =>
    desk.ask<{ customerId: string }>('3001', 'POST', '/customers', { name, tier: 'ordinary', numbers: [number] });
  const [kept, other] = [await file('同一人', '13922220001'), await file('同一人', '13922220002')];
  const { caseNo, caseId } = await open({ customerId: other.customerId });
  const planned = plannedVisit({
    followUpId: 'visit-of-merged',
    kind: 'complaint',
    caseId,
    round: 1,
    customerId: other.customerId,
    customerName: '同一人',
    number: '+8613922220002',
    dueAtMs: null,
    createdAtMs: Date.now(),
  });
  await desk.db.getRepository(FollowUpSchema).insert(planned);
  await desk.db.getRepository(OutageCallerSchema).insert({
    caseId,
    number: '+8613922220002',
    customerId: other.customerId,
    name: '同一人',
    calls: 1,
    wantsCall: true,
    attachedAtMs: 1,
    attachedById: '1001',
    toldAtMs: null,
    toldIn: null,
  });
  /** Of the case, its visit, and who called about it. */
  const customersOf = async () => {
    const visit = await desk.db.getRepository(FollowUpSchema).findOneByOrFail({ followUpId: 'visit-of-merged' });
    const caller = await desk.db.getRepository(OutageCallerSchema).findOneByOrFail({ caseId });
    return [(await desk.find('3001', caseNo)).customerId, visit.customerId, caller.customerId];
  };
  const all = ({ customerId }: { customerId: string }) => [customerId, customerId, customerId];
  await desk.ask('3001', 'POST', `/customers/${kept.customerId}/merges`, { mergedId: other.customerId });
  expect(await customersOf()).toEqual(all(kept));
  const { merges } = await desk.ask<{ merges: { mergeId: string }[] }>(
    '3001',
    'GET',
    `/customers/${kept.customerId}/merges`,
  );
  await desk.ask('3001', 'DELETE', `/customer-merges/${merges[0]?.mergeId}`);
  expect(await customersOf()).toEqual(all(other));
});
