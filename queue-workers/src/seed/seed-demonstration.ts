import { inTransaction } from '@sansheng/shared/db';
import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import type { DataSource } from 'typeorm';
import { customerExamples } from './examples/customers/customers.ts';
import type { Examples } from './examples/examples.ts';
import { accountExamples } from './examples/people/accounts.ts';
import { areaExamples } from './examples/service-desk/areas.ts';
import { caseExamples } from './examples/service-desk/cases.ts';
import { departmentExamples } from './examples/service-desk/departments.ts';
import { dispatchExamples } from './examples/service-desk/dispatch.ts';
import { outageCallerExamples } from './examples/service-desk/outage-callers.ts';
import { agentExamples } from './examples/telephony/agents.ts';
import { menuExamples } from './examples/telephony/menu.ts';
import { queueExamples } from './examples/telephony/queues.ts';
import { wrapUpExamples } from './examples/telephony/wrap-up.ts';

/** In the order in which they are written. */
const examples: Examples[] = [
  accountExamples,
  queueExamples,
  agentExamples,
  wrapUpExamples,
  customerExamples,
  menuExamples,
];

/** Departments with their people, and cases under way in them; tests make their own. */
export const serviceDeskExamples = (timeZone: string): Examples[] => [
  departmentExamples,
  areaExamples,
  caseExamples(timeZone),
  dispatchExamples,
  outageCallerExamples,
];

/**
 * Fills an empty center with what the features bring, in one transaction: a start that is interrupted leaves nothing, a
 * second start changes nothing. Returns whether it wrote.
 */
export async function seedDemonstration(db: DataSource, nowMs: number, more: Examples[] = []): Promise<boolean> {
  if ((await db.getRepository(AccountSchema).count()) > 0) return false;
  await inTransaction(db, async (write) => {
    for (const writeExamples of [...examples, ...more]) await writeExamples(write, nowMs);
  });
  return true;
}
