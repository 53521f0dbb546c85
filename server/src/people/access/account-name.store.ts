import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import type { DataSource } from 'typeorm';

/** Name of somebody who works here; null: there is no such account, or it is closed. */
export async function findNameOf(db: DataSource, employeeNo: string): Promise<string | null> {
  return (await db.getRepository(AccountSchema).findOneBy({ employeeNo, isActive: true }))?.name ?? null;
}
