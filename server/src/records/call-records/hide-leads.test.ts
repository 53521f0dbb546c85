import type { CallDetail } from '@sansheng/shared/contracts/records/call-records';
import { expect, it } from 'vitest';
import { hideLeads } from './hide-leads.ts';

const leg = (legNo: number, change: Partial<CallDetail['legs'][number]>): CallDetail['legs'][number] => ({
  legNo,
  kind: 'lead',
  who: '2001',
  name: null,
  role: 'listen',
  addedBy: '2001',
  addedAtMs: legNo * 1000,
  answeredAtMs: legNo * 1000,
  endedAtMs: null,
  end: null,
  ownedFromMs: null,
  talkMs: 0,
  holdMs: 0,
  wrapUpMs: null,
  ...change,
});
const happened = (type: string, atMs: number, data: Record<string, unknown>) => ({
  eventId: `${atMs}-0`,
  type,
  atMs,
  agentId: '',
  data,
});
const call = (lead: Partial<CallDetail['legs'][number]> = {}, more: CallDetail['timeline'] = []) => ({
  legs: [leg(1, { kind: 'seat', who: '1001', role: 'answer', ownedFromMs: 1000 }), leg(2, lead)],
  qualities: [],
  timeline: [
    happened('call.answered', 1000, { offerGen: 1 }),
    happened('leg.added', 2000, { offerGen: 2, kind: 'lead', who: '2001' }),
    happened('leg.answered', 2100, { offerGen: 2 }),
    ...more,
    happened('call.ended', 9000, {}),
  ],
});
const left = (read: ReturnType<typeof call>) => [read.legs.length, read.timeline.map(({ type }) => type)];

it('hides every trace of a lead who was never heard, from the seat only', () => {
  expect(left(hideLeads(call(), '1001'))).toEqual([1, ['call.answered', 'call.ended']]);
  expect(left(hideLeads(call({ role: 'whisper' }), '1001'))[0]).toBe(1);
  expect(left(hideLeads(call(), '2001'))[0]).toBe(2);
});

it('shows who joined, who took over, and who came because help was asked for', () => {
  expect(left(hideLeads(call({ role: 'barge' }), '1001'))[0]).toBe(2);
  expect(left(hideLeads(call({ ownedFromMs: 3000 }), '1001'))[0]).toBe(2);
  expect(left(hideLeads(call({}, [happened('help.asked', 3000, { reason: '' })]), '1001'))[0]).toBe(2);
});
