import { writeRows } from '@sansheng/shared/db';
import { type MatterRow, MatterSchema } from '@sansheng/shared/tables/service-desk/matters';
import type { Examples } from '../examples.ts';
import { CUSTOMERS, exampleCustomerId } from '../customers/customers.ts';

const kinds = [
  ['complaint', '账单金额有异议'],
  ['workOrder', '上门检修预约'],
  ['callback', '约定回电说明进度'],
  ['memo', '咨询套餐变更手续'],
  ['enquiry', '查询维修进度'],
] as const;
const HOUR_MS = 3_600_000;
const BETWEEN_MATTERS = 60;

/** Two of the known customer, and of one customer in sixty: eight or nine for each seat. */
export const matterExamples: Examples = async (write, nowMs) => {
  const open: MatterRow[] = [];
  const add = (customerId: string, nth: number, hoursAgo: number, ownerId: string) => {
    const [kind, title] = kinds[nth % kinds.length] as (typeof kinds)[number];
    const openedAtMs = nowMs - hoursAgo * HOUR_MS;
    open.push({
      matterId: `m-${customerId}-${nth % kinds.length}`,
      customerId,
      kind,
      title,
      status: 'open',
      openedAtMs,
      dueAtMs: openedAtMs + 48 * HOUR_MS,
      ownerId,
      callId: null,
      closedAtMs: null,
    });
  };
  const known = exampleCustomerId(0);
  add(known, 0, 20, '6001');
  add(known, 2, 6, '1001');
  for (let nth = 1; nth * BETWEEN_MATTERS < CUSTOMERS; nth += 1)
    add(exampleCustomerId(nth * BETWEEN_MATTERS), nth, (nth % 40) + 1, String(1001 + (nth % 20)));
  await writeRows(write, MatterSchema, open, 'fail');
};
