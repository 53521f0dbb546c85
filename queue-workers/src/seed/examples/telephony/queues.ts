import { QueueEdit } from '@sansheng/shared/contracts/telephony/queues';
import { writeRows } from '@sansheng/shared/db';
import {
  type HotlineRow,
  HotlineSchema,
  QueueMemberSchema,
  type QueueRow,
  QueueSchema,
} from '@sansheng/shared/tables/telephony/queues';
import type { Examples } from '../examples.ts';
import { seatRange } from '../seat-range.ts';

/** A queue whose settings are the defaults an administrator would meet. */
const queue = (queueId: string, name: string, nameEn: string, more: Partial<QueueEdit> = {}): QueueRow => ({
  ...QueueEdit.parse({ queueId, name, nameEn, ...more }),
});

const queues: QueueRow[] = [
  queue('service', '综合服务', 'General service'),
  queue('complaints', '投诉受理', 'Complaints', { wrapUpLimitSeconds: 180, priority: 6 }),
  queue('vip', '贵宾专线', 'VIP', { priority: 9, sizeLimit: 100 }),
];

const queueMembers: Record<string, string[]> = {
  service: seatRange(1001, 1020),
  complaints: [...seatRange(1011, 1020), '6001'],
  vip: seatRange(1001, 1005),
};

const hotlines: HotlineRow[] = [
  { number: '4000', name: '客服热线', queueId: 'service', priority: null, menu: null },
  { number: '4001', name: '自助菜单', queueId: 'menu:main', priority: null, menu: 'main' },
  { number: '4002', name: '投诉热线', queueId: 'complaints', priority: null, menu: null },
  { number: '4003', name: '贵宾热线', queueId: 'vip', priority: null, menu: null },
];

export const queueExamples: Examples = async (write) => {
  const members = Object.entries(queueMembers).flatMap(([queueId, numbers]) =>
    numbers.map((employeeNo, order) => ({ queueId, employeeNo, order, turn: 0 })),
  );
  await writeRows(write, QueueSchema, queues, 'fail');
  await writeRows(write, QueueMemberSchema, members, 'fail');
  await writeRows(write, HotlineSchema, hotlines, 'fail');
};
