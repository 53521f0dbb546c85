import type { CaseDetail } from '@sansheng/shared/contracts/service-desk/cases';
import type { FollowUp, FollowUpAttempts, FollowUpPage } from '@sansheng/shared/contracts/service-desk/follow-ups';
import { FollowUpSchema } from '@sansheng/shared/tables/service-desk/follow-ups';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { ACCOUNTANT, aServiceDesk, FINANCE, REPAIR, type ServiceDesk, WORKER } from './a-service-desk.ts';

type Page = z.infer<typeof FollowUpPage>;
const NUMBER = '+8613800138000';
const HALF_DAY_MS = 12 * 3_600_000;

let desk: ServiceDesk;
beforeAll(async () => {
  desk = await aServiceDesk();
});
afterAll(() => desk?.close());

const list = async (employeeNo: string, query: string) =>
  (await desk.ask<Page>(employeeNo, 'GET', `/follow-ups?${query}`)).followUps;
const visitsOf = async ({ caseId }: CaseDetail, view = 'open', employeeNo = '1002') =>
  list(employeeNo, `view=${view}&case=${caseId}`);
const claim = (employeeNo: string, { followUpId }: FollowUp) =>
  desk.ask<FollowUp>(employeeNo, 'POST', `/follow-ups/${followUpId}/claim`, {});
const say = (employeeNo: string, { followUpId }: FollowUp, body: object) =>
  desk.ask<FollowUp>(employeeNo, 'POST', `/follow-ups/${followUpId}/attempts`, body);
const saying = (employeeNo: string, { followUpId }: FollowUp, body: object) =>
  desk.refused(employeeNo, 'POST', `/follow-ups/${followUpId}/attempts`, body);

/** A complaint of which everything is done but the visit; 6001 and the accountant have handled it. */
async function aSettledComplaint(more: object = {}): Promise<CaseDetail> {
  const contact = { contactName: '王芳', contactNumber: '13800138000' };
  const { caseNo } = await desk.open('1001', { type: 'complaint', title: '账单金额有异议', ...contact, ...more });
  await desk.act('6001', caseNo, 'takeUp');
  await desk.act('6001', caseNo, 'dispatch', { fields: { department: FINANCE } });
  return carryOut(caseNo);
}
async function carryOut(caseNo: string): Promise<CaseDetail> {
  await desk.act(ACCOUNTANT, caseNo, 'accept');
  await desk.act(ACCOUNTANT, caseNo, 'answer', { fields: { findings: '系统重复出账', cause: 'system' } });
  await desk.act('6001', caseNo, 'propose', { fields: { plan: '退费并致歉' } });
  await desk.act('3001', caseNo, 'approve');
  return desk.act('6001', caseNo, 'carriedOut', { fields: { hasConsent: true } });
}

describe('a visit', () => {
  it('is owed by the act that settles a complaint, due by its clock, and one seat takes it', async () => {
    const one = await aSettledComplaint();
    const [visit] = (await visitsOf(one)) as [FollowUp];
    const clock = one.clocks.find(({ clockKey }) => clockKey === 'visit');
    expect(visit).toMatchObject({
      kind: 'complaint',
      caseNo: one.caseNo,
      customerName: '王芳',
      number: '13800138000',
      dueAtMs: clock?.dueAtMs,
      state: 'planned',
      may: { claim: true },
    });
    await claim('1002', visit);
    expect(await desk.refused('1003', 'POST', `/follow-ups/${visit.followUpId}/claim`, {})).toEqual([
      'changedMeanwhile',
      undefined,
    ]);
    expect((await list('1002', 'view=mine')).map(({ caseNo }) => caseNo)).toContain(one.caseNo);
  });

  it('is not made by whoever handled the case, neither from the list nor by hand', async () => {
    const one = await aSettledComplaint();
    const [visit] = (await visitsOf(one, 'open', '6001')) as [FollowUp];
    expect(visit).toMatchObject({ isOwnWork: true, may: { claim: false } });
    expect(await desk.refused('6001', 'POST', `/follow-ups/${visit.followUpId}/claim`, {})).toEqual([
      'notAllowed',
      undefined,
    ]);
    const body = { version: one.version, fields: { satisfaction: 5 } };
    expect(await desk.refused('6001', 'POST', `/cases/${one.caseNo}/transitions/satisfied`, body)).toEqual([
      'visitOfOwnWork',
      undefined,
    ]);
    expect((await desk.find('3001', one.caseNo)).stepKey).toBe('visiting');
    await desk.act('1001', one.caseNo, 'satisfied', { fields: { satisfaction: 4 } });
    expect(await visitsOf(one, 'settled')).toMatchObject([{ state: 'reached', rating: 4 }]);
  });

  it('is not found by whom the complaint is about', async () => {
    const one = await aSettledComplaint({ fields: { subject: '1003' } });
    const [visit] = (await visitsOf(one)) as [FollowUp];
    expect(await visitsOf(one, 'open', '1003')).toEqual([]);
    expect(await desk.refused('1003', 'POST', `/follow-ups/${visit.followUpId}/claim`, {})).toEqual([
      'notFound',
      undefined,
    ]);
  });

  it('counts by a call of the seat with a talk of 15 s, or by the word of the seat, and moves the case on', async () => {
    const one = await aSettledComplaint();
    const [visit] = (await visitsOf(one)) as [FollowUp];
    await claim('1002', visit);
    const reached = { outcome: 'reached', rating: 5, words: '很满意' };
    expect(await saying('1002', visit, reached)).toEqual(['visitWithoutCall', 'reason']);
    // Of somebody else, and to somebody else.
    await desk.aCallOf('1003', NUMBER, 60_000);
    await desk.aCallOf('1002', '+8613900000000', 60_000);
    expect(await saying('1002', visit, reached)).toEqual(['visitWithoutCall', 'reason']);
    const callId = await desk.aCallOf('1002', NUMBER, 9_000);
    expect(await saying('1002', visit, reached)).toEqual(['visitTooShort', 'reason']);
    expect(await saying('1002', visit, { ...reached, rating: null })).toEqual(['visitRatingMissing', 'rating']);
    await say('1002', visit, { ...reached, reason: '客户说没问题就挂了' });
    const after = await desk.find('3001', one.caseNo);
    expect(after).toMatchObject({ stepKey: 'summingUp', fields: { satisfaction: 5 } });
    expect(after.links).toContainEqual(expect.objectContaining({ kind: 'call', ref: callId }));
    expect(after.entries.map(({ kind, transition }) => transition ?? kind).slice(-2)).toEqual(['visited', 'satisfied']);
    const { attempts } = await desk.ask<z.infer<typeof FollowUpAttempts>>(
      '1002',
      'GET',
      `/follow-ups/${visit.followUpId}/attempts`,
    );
    expect(attempts).toMatchObject([{ attemptNo: 1, callId, talkMs: 9_000, outcome: 'reached', byId: '1002' }]);
  });

  it('that finds the customer dissatisfied has the case worked on again, and the next round owes another', async () => {
    const one = await aSettledComplaint();
    const [visit] = (await visitsOf(one)) as [FollowUp];
    await claim('1002', visit);
    await desk.aCallOf('1002', NUMBER, 60_000);
    expect(await saying('1002', visit, { outcome: 'reached', rating: 1 })).toEqual(['visitWordsMissing', 'words']);
    await say('1002', visit, { outcome: 'reached', rating: 1, words: '费用还没退' });
    const again = await desk.find('3001', one.caseNo);
    expect(again).toMatchObject({ stepKey: 'dispatched', round: 2, reworks: 1, departmentId: FINANCE });
    expect(again.entries.at(-1)).toMatchObject({ transition: 'dissatisfied', text: '费用还没退', byId: '1002' });
    await carryOut(one.caseNo);
    expect(await visitsOf(one)).toMatchObject([{ round: 2, tries: 0 }]);
    expect(await visitsOf(one, 'settled')).toMatchObject([{ round: 1, rating: 1 }]);
  });

  it('is tried in three halves of days, and then the case goes on without it', async () => {
    const one = await aSettledComplaint();
    const [visit] = (await visitsOf(one)) as [FollowUp];
    const noAnswer = { outcome: 'noAnswer', reason: '座机线路故障，用备用机拨打' };
    await claim('1002', visit);
    expect(await say('1002', visit, noAnswer)).toMatchObject({ state: 'planned', tries: 1, assigneeId: null });
    await claim('1003', visit);
    expect(await saying('1003', visit, noAnswer)).toEqual(['visitTriedAlready', 'outcome']);
    const visits = desk.db.getRepository(FollowUpSchema);
    const { followUpId } = visit;
    for (const tries of [2, 3]) {
      const { lastTriedAtMs } = await visits.findOneByOrFail({ followUpId });
      await visits.update({ followUpId }, { lastTriedAtMs: (lastTriedAtMs as number) - 2 * HALF_DAY_MS });
      if (tries === 3) await claim('1003', visit);
      await say('1003', visit, noAnswer);
    }
    expect(await visits.findOneByOrFail({ followUpId })).toMatchObject({ state: 'unreachable', tries: 3 });
    expect(await desk.find('3001', one.caseNo)).toMatchObject({ stepKey: 'summingUp' });
  });
});

describe('a work order', () => {
  async function aDoneOrder(): Promise<CaseDetail> {
    const body = { type: 'workOrder', title: '断网', contactNumber: '13800138000', fields: { fault: '断网' } };
    const { caseNo } = await desk.open('1001', body);
    await desk.act('2001', caseNo, 'dispatch', { fields: { department: REPAIR } });
    await desk.act(WORKER, caseNo, 'accept');
    return desk.act(WORKER, caseNo, 'finish', { fields: { work: '更换光猫', cause: 'equipment' } });
  }

  it.each([
    [
      'confirmed by a satisfied customer',
      { outcome: 'reached', rating: 5 },
      { stepKey: 'closed', fields: { isConfirmed: true } },
    ],
    [
      'closed unconfirmed where nobody wants to say',
      { outcome: 'refused' },
      { stepKey: 'closed', fields: { isConfirmed: false } },
    ],
    [
      'made again by a dissatisfied one',
      { outcome: 'reached', rating: 2, words: '还是断' },
      { stepKey: 'created', round: 2 },
    ],
  ])('is %s', async (_what, given, after) => {
    const one = await aDoneOrder();
    const [visit] = (await visitsOf(one)) as [FollowUp];
    await claim('1002', visit);
    await say('1002', visit, { ...given, reason: '用备用机拨打' });
    const moved = await desk.find('3001', one.caseNo);
    expect(moved).toMatchObject(after);
    expect(moved.entries.at(-1)?.text, 'only what somebody said').toBe('words' in given ? given.words : '');
  });

  it('that is moved on by hand owes no visit any more', async () => {
    const one = await aDoneOrder();
    await desk.act('1001', one.caseNo, 'notSolved');
    expect(await visitsOf(one)).toEqual([]);
  });
});
