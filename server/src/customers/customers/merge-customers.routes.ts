import {
  CustomerCard,
  CustomerMerge,
  LikelyDuplicates,
  MergeCustomers,
} from '@sansheng/shared/contracts/customers/customers';
import { access } from '@sansheng/shared/domain/access';
import { findsSecret } from '@sansheng/shared/domain/customer-access';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/routes.ts';
import { cardFor, mustSeeWhole, summaryFor } from './customer-card.store.ts';
import { sightFor } from './customer-sight.store.ts';
import { keptIdOf, listMerges } from './customers.store.ts';
import { findFilesOfMerge, findLikelyDuplicates, mergeCustomers, undoMerge } from './merge-customers.store.ts';

const OneCustomer = z.object({ customerId: z.string().min(1).max(40) });
const OneMerge = z.object({ mergeId: z.string().min(1).max(40) });

/** Files of one person that become one, and are parted again. */
export function addCustomerMergeRoutes(context: AppContext): void {
  const { db, routes, audit } = context;

  routes.add({
    method: 'get',
    path: '/api/v1/customers/:customerId/duplicates',
    access: access.customerKeeping,
    summary: 'Files that probably belong to the same person',
    tag: 'customers',
    params: OneCustomer,
    reply: LikelyDuplicates,
    handler: async ({ params, session }) => {
      const { customerId } = await cardFor(context, session, params.customerId);
      const found = await findLikelyDuplicates(db, customerId, findsSecret(session) ? null : session.employeeNo);
      return { customers: found.map(({ why, ...summary }) => ({ ...summaryFor(context, session, summary), why })) };
    },
  });

  routes.add({
    method: 'get',
    path: '/api/v1/customers/:customerId/merges',
    access: access.customers,
    summary: 'Files merged into this one, newest first',
    tag: 'customers',
    params: OneCustomer,
    reply: z.object({ merges: z.array(CustomerMerge) }),
    handler: async ({ params, session }) => {
      const { customerId } = await cardFor(context, session, params.customerId);
      return { merges: await listMerges(db, customerId) };
    },
  });

  routes.add({
    method: 'post',
    path: '/api/v1/customers/:customerId/merges',
    access: access.customerKeeping,
    summary: 'Merge another file into this one; can be undone',
    tag: 'customers',
    params: OneCustomer,
    body: MergeCustomers,
    reply: CustomerCard,
    handler: async ({ params, body, session, address, newId }) => {
      const { customerId: keptId } = await mustSeeWhole(context, session, params.customerId);
      const { customerId: mergedId } = await mustSeeWhole(context, session, body.mergedId);
      // Merged into another meanwhile: that one has not been looked at.
      if (mergedId !== body.mergedId && mergedId !== keptId) throw new UserError('notFound');
      const { employeeNo } = session;
      const mergeId = newId();
      const detail = { mergeId, mergedId };
      await mergeCustomers(db, { mergeId, keptId, mergedId, by: employeeNo, nowMs: Date.now() }, (within) =>
        audit({ employeeNo, action: 'customers.merged', target: keptId, address, detail }, within),
      );
      return cardFor(context, session, keptId);
    },
  });

  routes.add({
    method: 'delete',
    path: '/api/v1/customer-merges/:mergeId',
    access: access.customerKeeping,
    summary: 'Undo a merge',
    tag: 'customers',
    params: OneMerge,
    reply: CustomerCard,
    handler: async ({ params: { mergeId }, session, address }) => {
      for (const file of await findFilesOfMerge(db, mergeId)) {
        const sight = await sightFor(db, session, file);
        if (sight !== 'whole') throw new UserError(sight === 'hidden' ? 'notFound' : 'notAllowed');
      }
      const { employeeNo } = session;
      const { keptId } = await undoMerge(db, mergeId, Date.now(), (within, undone) => {
        const detail = { mergeId, mergedId: undone.mergedId };
        return audit({ employeeNo, action: 'customers.mergeUndone', target: undone.keptId, address, detail }, within);
      });
      return cardFor(context, session, await keptIdOf(db, keptId));
    },
  });
}
