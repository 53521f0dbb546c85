import { ApiTokenSchema } from '@sansheng/shared/tables/people/api-tokens';
import { type DataSource, type EntityManager, IsNull } from 'typeorm';

/** Revokes a person's API tokens; returns how many. Whoever knew the old password may have created some. */
export async function endTokensOf(db: DataSource | EntityManager, employeeNo: string): Promise<number> {
  const ended = await db
    .getRepository(ApiTokenSchema)
    .update({ employeeNo, revokedAtMs: IsNull() }, { revokedAtMs: Date.now() });
  return ended.affected ?? 0;
}
