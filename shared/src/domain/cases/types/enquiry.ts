/** 咨询转办: a question for a specialist, answered to the customer within a working day. */
import type { CaseTypeData } from '../../../contracts/service-desk/case-types.ts';
import { returnReason } from './return-reason.ts';

export const enquiry: CaseTypeData = {
  key: 'enquiry',
  prefix: 'ZX',
  version: 2,
  name: { zh: '咨询转办', en: 'Enquiry passed on' },
  openedBy: ['agent', 'lead', 'complaint_handler', 'info_desk', 'telesales', 'supervisor'],
  asked: ['question'],
  steps: [
    { key: 'taken', name: { zh: '已登记', en: 'Taken down' }, state: 'open', stuckAfterMinutes: 120 },
    {
      key: 'withSpecialist',
      name: { zh: '专家处理', en: 'With the specialist' },
      state: 'open',
      stuckAfterMinutes: 240,
    },
    { key: 'answered', name: { zh: '待回复客户', en: 'To tell the customer' }, state: 'open', stuckAfterMinutes: 120 },
    { key: 'closed', name: { zh: '已回复', en: 'Customer told' }, state: 'closed' },
    { key: 'cancelled', name: { zh: '已撤销', en: 'Cancelled' }, state: 'cancelled' },
  ],
  fields: [
    { key: 'question', name: { zh: '咨询内容', en: 'Question' }, kind: 'longText', visibility: 'department' },
    { key: 'department', name: { zh: '专家部门', en: 'Department' }, kind: 'department', visibility: 'department' },
    { key: 'answer', name: { zh: '答复', en: 'Answer' }, kind: 'longText', visibility: 'department' },
    returnReason,
  ],
  startsClocks: ['whole'],
  wholeClock: 'whole',
  clocks: [
    {
      key: 'whole',
      name: { zh: '回复客户', en: 'Tell the customer' },
      calendarId: 'office',
      budgets: [{ measure: { kind: 'workingDays', days: 1 } }],
      levels: [
        { key: 'remind', at: { kind: 'share', share: 0.75 }, tell: ['assignee', 'firstOwner'] },
        { key: 'due', at: { kind: 'due' }, tell: ['assignee', 'firstOwner', 'lead'] },
        { key: 'late', at: { kind: 'openAfter', minutes: 60 }, tell: ['supervisor'] },
      ],
    },
  ],
  transitions: [
    {
      key: 'passOn',
      name: { zh: '转专家', en: 'Pass on' },
      from: ['taken'],
      to: 'withSpecialist',
      who: ['agent', 'lead', 'complaint_handler', 'info_desk', 'telesales', 'supervisor', 'dispatcher'],
      required: ['department'],
      visibility: 'department',
      effects: [
        { do: 'setDepartment', field: 'department' },
        { do: 'notify', template: 'caseDispatched', whom: 'departmentHead' },
      ],
    },
    {
      key: 'answer',
      name: { zh: '答复', en: 'Answer' },
      from: ['taken', 'withSpecialist'],
      to: 'answered',
      who: ['departmentMember', 'info_desk', 'lead'],
      required: ['answer'],
      visibility: 'department',
      effects: [{ do: 'clearDepartment' }, { do: 'notify', template: 'enquiryAnswered', whom: 'firstOwner' }],
    },
    {
      key: 'return',
      name: { zh: '退回', en: 'Return' },
      from: ['withSpecialist'],
      to: 'taken',
      who: ['departmentMember'],
      required: ['returnReason'],
      text: 'required',
      visibility: 'department',
      effects: [{ do: 'clearDepartment' }, { do: 'countReturn' }],
    },
    {
      key: 'told',
      name: { zh: '已回复客户', en: 'Customer told' },
      from: ['answered'],
      to: 'closed',
      who: ['firstOwner', 'agent', 'lead', 'info_desk'],
      text: 'required',
      visibility: 'customer',
      effects: [{ do: 'stopClock', clock: 'whole' }],
    },
    {
      key: 'cancel',
      name: { zh: '撤销', en: 'Cancel' },
      from: ['taken', 'withSpecialist', 'answered'],
      to: 'cancelled',
      who: ['lead', 'supervisor', 'firstOwner'],
      text: 'required',
    },
  ],
};
