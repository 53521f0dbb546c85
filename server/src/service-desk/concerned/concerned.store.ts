import type { CaseRow } from '@sansheng/shared/tables/service-desk/cases';
import { OutageCallerSchema } from '@sansheng/shared/tables/service-desk/outages';
import type { EntityManager } from 'typeorm';

/** A customer whom a case is about. */
export interface Concerned {
  /** Canonical; '' when nobody knows one. */
  number: string;
  customerId: string | null;
  name: string;
  /** Otherwise a notice is enough. */
  wantsCall: boolean;
}

/** Of an outage everybody who called about it, of any other case its contact; each number once. */
export async function concernedBy(
  from: EntityManager,
  row: Pick<CaseRow, 'caseId' | 'typeKey' | 'contactNumber' | 'contactName' | 'customerId'>,
): Promise<Concerned[]> {
  if (row.typeKey === 'outage') {
    return from
      .getRepository(OutageCallerSchema)
      .find({ where: { caseId: row.caseId }, order: { attachedAtMs: 'ASC' } });
  }
  const file = row.customerId === null ? null : await fileOf(from, row.customerId);
  return [
    {
      number: row.contactNumber === '' ? (file?.number ?? '') : row.contactNumber,
      customerId: row.customerId,
      name: row.contactName === '' ? (file?.name ?? '') : row.contactName,
      wantsCall: true,
    },
  ];
}

/** Its name, and the number to call. */
async function fileOf(
  from: EntityManager,
  customerId: string,
): Promise<{ name: string; number: string | null } | null> {
  const [file] = (await from.query(
    `SELECT c.name, (SELECT n.e164 FROM customer_numbers n WHERE n.customerId = c.customerId ORDER BY n.position LIMIT 1) AS number
     FROM customers c WHERE c.customerId = ?`,
    [customerId],
  )) as { name: string; number: string | null }[];
  return file ?? null;
}
