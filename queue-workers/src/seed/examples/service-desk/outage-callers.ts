import { writeRows } from '@sansheng/shared/db';
import { CustomerNumberSchema, CustomerSchema } from '@sansheng/shared/tables/customers/customers';
import { CaseSchema } from '@sansheng/shared/tables/service-desk/cases';
import { OutageCallerSchema } from '@sansheng/shared/tables/service-desk/outages';
import { In } from 'typeorm';
import { exampleCustomerId } from '../customers/customers.ts';
import type { Examples } from '../examples.ts';

const MINUTE_MS = 60_000;
/** Of the made-up customers. */
const callers = [33, 87, 141, 199, 256, 311, 377];

/** Those who have called about the outage so far; the fifth wants a text message only. */
export const outageCallerExamples: Examples = async (write, nowMs) => {
  const { caseId } = await write.getRepository(CaseSchema).findOneByOrFail({ typeKey: 'outage' });
  const customerIds = callers.map(exampleCustomerId);
  const [files, numbers] = await Promise.all([
    write.getRepository(CustomerSchema).findBy({ customerId: In(customerIds) }),
    write.getRepository(CustomerNumberSchema).findBy({ customerId: In(customerIds), position: 0 }),
  ]);
  const rows = files.flatMap(({ customerId, name }) => {
    const number = numbers.find((one) => one.customerId === customerId)?.e164;
    const at = customerIds.indexOf(customerId);
    if (number === undefined) return [];
    return [
      {
        caseId,
        number,
        customerId,
        name,
        calls: at === 0 ? 2 : 1,
        wantsCall: at !== 4,
        attachedAtMs: nowMs - (40 - 5 * at) * MINUTE_MS,
        attachedById: '1001',
        toldAtMs: null,
        toldIn: null,
      },
    ];
  });
  await writeRows(write, OutageCallerSchema, rows, 'fail');
};
