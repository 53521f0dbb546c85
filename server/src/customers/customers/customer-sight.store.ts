import { CustomerSchema } from '@sansheng/shared/tables/customers/customers';
import { type Sight, sightOf, type Viewer } from '@sansheng/shared/domain/customer-access';
import type { DataSource, EntityManager } from 'typeorm';
import { UserError } from '../../platform/http/routes.ts';
import { hasServed, keptIdOf } from './customers.store.ts';

type File = Parameters<typeof sightOf>[0] & { customerId: string };

/** How much of this file the person sees: by the file and their role, or because they had the customer on the line. */
export async function sightFor(db: DataSource | EntityManager, viewer: Viewer, file: File): Promise<Sight> {
  const sight = sightOf(file, viewer, false);
  if (sight === 'whole') return sight;
  return sightOf(file, viewer, await hasServed(db, file.customerId, viewer.employeeNo, Date.now()));
}

/**
 * The same by the file's id; a merged file counts as the one it was merged into. `hidden` also when there is no such
 * file.
 */
export async function sightById(
  db: DataSource | EntityManager,
  viewer: Viewer,
  customerId: string,
): Promise<{ customerId: string; sight: Sight }> {
  const keptId = await keptIdOf(db, customerId);
  const file = await db.getRepository(CustomerSchema).findOne({
    where: { customerId: keptId },
    select: { customerId: true, ownerId: true, confidentiality: true },
  });
  return { customerId: keptId, sight: file === null ? 'hidden' : await sightFor(db, viewer, file) };
}

/**
 * For every route that shows or changes anything about a customer. Returns the id of the file as it is now. Throws
 * `notFound` for a hidden one, so that its existence is not revealed.
 */
export async function mustFindCustomer(
  db: DataSource | EntityManager,
  viewer: Viewer,
  customerId: string,
): Promise<{ customerId: string; sight: Exclude<Sight, 'hidden'> }> {
  const found = await sightById(db, viewer, customerId);
  if (found.sight === 'hidden') throw new UserError('notFound');
  return { customerId: found.customerId, sight: found.sight };
}
