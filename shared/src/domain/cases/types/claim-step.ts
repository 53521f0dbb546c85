/** 理赔: the insurer's steps, each by its table of amounts. A pack beside the core: a center without claims switches it off. */
import type { CaseTypeData } from '../../../contracts/service-desk/case-types.ts';
import { returnReason } from './return-reason.ts';

type Budget = NonNullable<CaseTypeData['clocks'][number]>['budgets'][number];

const YUAN = 100;
const isDifficult = { of: 'isDifficult', op: 'is', value: true } as const;
const below = (yuan: number, measure: Budget['measure']): Budget => ({
  when: [{ of: 'amountFen', op: 'below', value: yuan * YUAN }],
  measure,
});
const minutes = (count: number) => ({ kind: 'openTime', minutes: count }) as const;
const days = (count: number) => ({ kind: 'workingDays', days: count }) as const;
const sameDay = { kind: 'sameDay', lateMinutes: 60 } as const;
const difficult: Budget = { when: [isDifficult], measure: { kind: 'calendarDays', days: 3 } };
const levels: NonNullable<CaseTypeData['clocks'][number]['levels']> = [
  { key: 'remind', at: { kind: 'share', share: 0.75 }, tell: ['assignee'] },
  { key: 'due', at: { kind: 'due' }, tell: ['assignee', 'departmentHead'] },
  { key: 'late', at: { kind: 'openAfter', minutes: 60 }, tell: ['supervisor'] },
];

export const claimStep: CaseTypeData = {
  key: 'claimStep',
  prefix: 'LP',
  version: 3,
  name: { zh: '理赔', en: 'Claim' },
  openedBy: ['agent', 'lead', 'complaint_handler', 'info_desk', 'supervisor'],
  asked: ['policyNo', 'loss', 'place'],
  steps: [
    { key: 'registered', name: { zh: '报案', en: 'Registered' }, state: 'open', stuckAfterMinutes: 120 },
    { key: 'handedOver', name: { zh: '待签收', en: 'To accept' }, state: 'open', stuckAfterMinutes: 60 },
    { key: 'survey', name: { zh: '查勘', en: 'Survey' }, state: 'open', stuckAfterMinutes: 480 },
    { key: 'priceCheck', name: { zh: '核价', en: 'Price check' }, state: 'open' },
    { key: 'lossCheck', name: { zh: '核损', en: 'Loss check' }, state: 'open' },
    { key: 'settlement', name: { zh: '核赔', en: 'Settlement' }, state: 'open' },
    { key: 'visiting', name: { zh: '结案回访', en: 'Closed, to be visited' }, state: 'settled' },
    { key: 'closed', name: { zh: '已结案', en: 'Closed' }, state: 'closed' },
    { key: 'cancelled', name: { zh: '已撤销', en: 'Cancelled' }, state: 'cancelled' },
  ],
  fields: [
    { key: 'policyNo', name: { zh: '保单号', en: 'Policy number' }, kind: 'text', max: 40, visibility: 'department' },
    { key: 'loss', name: { zh: '出险经过', en: 'What happened' }, kind: 'longText', visibility: 'department' },
    { key: 'place', name: { zh: '出险地点', en: 'Place' }, kind: 'address', visibility: 'department' },
    { key: 'department', name: { zh: '理赔部门', en: 'Department' }, kind: 'department', visibility: 'department' },
    { key: 'worker', name: { zh: '处理人', en: 'Person' }, kind: 'person', visibility: 'department' },
    returnReason,
    { key: 'report', name: { zh: '查勘意见', en: 'Report' }, kind: 'longText', visibility: 'department' },
    { key: 'satisfaction', name: { zh: '满意度', en: 'Satisfaction' }, kind: 'rating', max: 5 },
  ],
  startsClocks: ['handOver'],
  wholeClock: 'settlement',
  clocks: [
    {
      key: 'handOver',
      name: { zh: '移交', en: 'Hand over' },
      calendarId: 'office',
      budgets: [{ measure: days(1) }],
      levels,
    },
    {
      key: 'accept',
      name: { zh: '签收', en: 'Accept' },
      calendarId: 'office',
      pauses: false,
      budgets: [{ measure: minutes(30) }],
      levels: [
        { key: 'due', at: { kind: 'due' }, tell: ['departmentHead', 'dispatcher'] },
        { key: 'late', at: { kind: 'openAfter', minutes: 60 }, tell: ['supervisor'] },
      ],
    },
    {
      key: 'price',
      name: { zh: '核价', en: 'Price check' },
      calendarId: 'office',
      budgets: [
        difficult,
        below(5_000, minutes(30)),
        below(10_000, minutes(120)),
        below(30_000, sameDay),
        { measure: days(2) },
      ],
      levels,
    },
    {
      key: 'loss',
      name: { zh: '核损', en: 'Loss check' },
      calendarId: 'office',
      budgets: [
        difficult,
        below(5_000, minutes(30)),
        below(10_000, minutes(60)),
        below(30_000, sameDay),
        { measure: days(2) },
      ],
      levels,
    },
    {
      key: 'settlement',
      name: { zh: '核赔', en: 'Settlement' },
      calendarId: 'office',
      budgets: [
        { when: [isDifficult], measure: days(7) },
        below(10_000, days(1)),
        below(50_000, days(2)),
        below(100_000, days(3)),
        { measure: days(5) },
      ],
      levels,
    },
    {
      key: 'visit',
      name: { zh: '回访', en: 'Visit' },
      calendarId: 'office',
      pauses: false,
      budgets: [{ measure: days(2) }],
      levels: [{ key: 'due', at: { kind: 'due' }, tell: ['firstOwner', 'lead'] }],
    },
  ],
  transitions: [
    {
      key: 'handOver',
      name: { zh: '移交理赔', en: 'Hand over' },
      from: ['registered'],
      to: 'handedOver',
      who: ['agent', 'lead', 'dispatcher', 'info_desk', 'supervisor', 'firstOwner'],
      required: ['department'],
      optional: ['worker'],
      visibility: 'department',
      effects: [
        { do: 'stopClock', clock: 'handOver' },
        { do: 'setDepartment', field: 'department' },
        { do: 'setAssignee', field: 'worker' },
        { do: 'startClock', clock: 'accept' },
        { do: 'notify', template: 'caseDispatched', whom: 'departmentHead' },
      ],
    },
    {
      key: 'accept',
      name: { zh: '签收', en: 'Accept' },
      from: ['handedOver'],
      to: 'survey',
      who: ['departmentMember'],
      visibility: 'department',
      effects: [
        { do: 'stopClock', clock: 'accept' },
        { do: 'setAssignee', field: null },
      ],
    },
    {
      key: 'return',
      name: { zh: '退回', en: 'Return' },
      from: ['handedOver', 'survey'],
      to: 'registered',
      who: ['departmentMember'],
      required: ['returnReason'],
      text: 'required',
      visibility: 'department',
      effects: [
        { do: 'stopClock', clock: 'accept' },
        { do: 'clearDepartment' },
        { do: 'countReturn' },
        { do: 'startClock', clock: 'handOver' },
        { do: 'notify', template: 'caseReturned', whom: 'dispatcher' },
      ],
    },
    {
      key: 'surveyed',
      name: { zh: '查勘完成，报核价', en: 'Surveyed: to price check' },
      from: ['survey'],
      to: 'priceCheck',
      who: ['departmentMember'],
      required: ['report'],
      visibility: 'department',
      effects: [{ do: 'startClock', clock: 'price' }],
    },
    {
      key: 'priced',
      name: { zh: '核价完成', en: 'Priced' },
      from: ['priceCheck'],
      to: 'lossCheck',
      who: ['departmentMember'],
      visibility: 'department',
      effects: [
        { do: 'stopClock', clock: 'price' },
        { do: 'startClock', clock: 'loss' },
      ],
    },
    {
      key: 'assessed',
      name: { zh: '核损完成', en: 'Loss checked' },
      from: ['lossCheck'],
      to: 'settlement',
      who: ['departmentMember'],
      visibility: 'department',
      effects: [
        { do: 'stopClock', clock: 'loss' },
        { do: 'startClock', clock: 'settlement' },
      ],
    },
    {
      key: 'sendBack',
      name: { zh: '退回上一环节', en: 'Send back' },
      from: ['priceCheck', 'lossCheck', 'settlement'],
      to: 'survey',
      who: ['departmentMember'],
      text: 'required',
      visibility: 'department',
      effects: [
        { do: 'stopClock', clock: 'price' },
        { do: 'stopClock', clock: 'loss' },
        { do: 'stopClock', clock: 'settlement' },
        { do: 'countReturn' },
      ],
    },
    {
      key: 'settled',
      name: { zh: '赔付结案', en: 'Settled' },
      from: ['settlement'],
      to: 'visiting',
      who: ['departmentMember'],
      text: 'required',
      visibility: 'department',
      effects: [
        { do: 'stopClock', clock: 'settlement' },
        { do: 'clearDepartment' },
        { do: 'startClock', clock: 'visit' },
        {
          do: 'makeFollowUp',
          kind: 'claimClosed',
          clock: 'visit',
          rating: 'satisfaction',
          satisfied: { act: 'visited' },
          dissatisfied: { act: 'visited' },
          over: { act: 'visited' },
        },
      ],
    },
    {
      key: 'visited',
      name: { zh: '已回访', en: 'Visited' },
      from: ['visiting'],
      to: 'closed',
      who: ['agent', 'lead', 'info_desk', 'complaint_handler'],
      optional: ['satisfaction'],
      effects: [{ do: 'stopClock', clock: 'visit' }],
    },
    {
      key: 'cancel',
      name: { zh: '撤销', en: 'Cancel' },
      from: ['registered', 'handedOver', 'survey', 'priceCheck', 'lossCheck', 'settlement'],
      to: 'cancelled',
      who: ['supervisor'],
      text: 'required',
    },
  ],
};
