import {
  ContactPage,
  CustomerCard,
  CustomerEdit,
  CustomerMerge,
  CustomerPage,
  CustomerSearch,
  type CustomerSummary,
  LikelyDuplicates,
  MergeCustomers,
} from '@sansheng/shared/contracts/customers/customers';
import { access, may } from '@sansheng/shared/domain/access';
import { findsSecret, sightOf } from '@sansheng/shared/domain/customer-access';
import { maskNumber } from '@sansheng/shared/domain/masked-number';
import { showNumber } from '@sansheng/shared/domain/phone-number';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { readTimeCursor, writeCursor } from '../../platform/http/page-cursor.ts';
import { type Session, UserError } from '../../platform/http/routes.ts';
import { sightFor } from './customer-sight.store.ts';
import { addCustomer, changeCustomer, findCustomer, keptIdOf, listContacts, listMerges } from './customers.store.ts';
import { findFilesOfMerge, findLikelyDuplicates, mergeCustomers, undoMerge } from './merge-customers.store.ts';
import { searchCustomers } from './search-customers.store.ts';
import { shownNumber } from './shown-number.ts';

const OneCustomer = z.object({ customerId: z.string().min(1).max(40) });
const OneMerge = z.object({ mergeId: z.string().min(1).max(40) });

export function addCustomerRoutes({ env, db, routes, audit }: AppContext): void {
  const plan = { country: env.CENTER_COUNTRY, areaCode: env.CENTER_AREA_CODE };
  const secretsOf = (session: Session) => (findsSecret(session) ? null : session.employeeNo);

  /** The card as this person may see it. Throws `notFound` for a hidden one, so that its existence is not revealed. */
  async function cardFor(session: Session, customerId: string): Promise<CustomerCard> {
    const card = await findCustomer(db, customerId, plan.country);
    const sight = card === null ? 'hidden' : await sightFor(db, session, card);
    if (card === null || sight === 'hidden') throw new UserError('notFound');
    if (sight === 'whole') {
      return { ...card, numbers: card.numbers.map((number) => shownNumber(number, plan.country, session.roles)) };
    }
    return {
      ...card,
      isWhole: false,
      numbers: card.numbers.map(maskNumber),
      addresses: [],
      references: [],
      note: '',
      lastCalls: card.lastCalls.map((call) => ({ ...call, note: '' })),
    };
  }
  async function mustSeeWhole(session: Session, customerId: string): Promise<CustomerCard> {
    const card = await cardFor(session, customerId);
    if (!card.isWhole) throw new UserError('notAllowed');
    return card;
  }
  /** A list does not check whom this person has served, so confidential customers stay masked in it. */
  function summaryFor(session: Session, summary: CustomerSummary): CustomerSummary {
    const isWhole = sightOf(summary, session, false) === 'whole';
    const show = (number: string) =>
      isWhole ? shownNumber(number, plan.country, session.roles) : maskNumber(showNumber(number, plan.country));
    return { ...summary, numbers: summary.numbers.map(show) };
  }
  function mustKeepFiles(session: Session, field: string): void {
    if (!may(session, access.customerKeeping)) throw new UserError('notAllowed', { field });
  }

  routes.add({
    method: 'get',
    path: '/api/v1/customers',
    access: access.customers,
    summary:
      'Customers by the beginning of their name, its pinyin or initials, a whole number, the end of one, a reference, a tag or their owner; without any, the last changed',
    tag: 'customers',
    query: CustomerSearch,
    reply: CustomerPage,
    handler: async ({ query, session }) => {
      const { customers, nextCursor } = await searchCustomers(db, query, plan, session);
      return { customers: customers.map((one) => summaryFor(session, one)), nextCursor };
    },
  });

  routes.add({
    method: 'get',
    path: '/api/v1/customers/:customerId',
    access: access.customers,
    summary: 'One customer with recent calls; a merged file is found as the file it was merged into',
    tag: 'customers',
    params: OneCustomer,
    reply: CustomerCard,
    handler: ({ params, session }) => cardFor(session, params.customerId),
  });

  routes.add({
    method: 'get',
    path: '/api/v1/customers/:customerId/contacts',
    access: access.customers,
    summary: 'All contacts with a customer, newest first',
    tag: 'customers',
    params: OneCustomer,
    query: z.object({
      cursor: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(30),
    }),
    reply: ContactPage,
    handler: async ({ params, query: { cursor, limit }, session }) => {
      const after = readTimeCursor(cursor);
      const { isWhole, customerId } = await cardFor(session, params.customerId);
      const rows = await listContacts(db, customerId, after, limit);
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return {
        contacts: isWhole ? page : page.map((contact) => ({ ...contact, note: '' })),
        nextCursor:
          rows.length > limit && last !== undefined ? writeCursor({ key: last.arrivedAtMs, id: last.callId }) : null,
      };
    },
  });

  routes.add({
    method: 'post',
    path: '/api/v1/customers',
    access: access.customerNumbers,
    summary: 'Open a customer file; whoever opens it owns it, unless an owner is named',
    tag: 'customers',
    body: CustomerEdit,
    reply: CustomerCard,
    handler: async ({ body, session, address, newId }) => {
      if (body.ownerId !== undefined && body.ownerId !== session.employeeNo) mustKeepFiles(session, 'ownerId');
      const customerId = newId();
      const { employeeNo } = session;
      await addCustomer(db, body, { plan, nowMs: Date.now(), by: employeeNo, customerId }, (within) =>
        audit({ employeeNo, action: 'customers.added', target: customerId, address }, within),
      );
      return cardFor(session, customerId);
    },
  });

  routes.add({
    method: 'put',
    path: '/api/v1/customers/:customerId',
    access: access.customerNumbers,
    summary: 'Replace a customer file',
    tag: 'customers',
    params: OneCustomer,
    body: CustomerEdit,
    reply: CustomerCard,
    handler: async ({ params, body, session, address }) => {
      const before = await mustSeeWhole(session, params.customerId);
      for (const field of ['ownerId', 'confidentiality'] as const) {
        if (body[field] !== undefined && body[field] !== before[field]) mustKeepFiles(session, field);
      }
      const target = before.customerId;
      const fields = changedFields(before, body);
      const note = {
        employeeNo: session.employeeNo,
        action: 'customers.changed' as const,
        target,
        address,
        detail: { fields },
      };
      await changeCustomer(db, target, body, { plan, nowMs: Date.now() }, (within) =>
        fields.length === 0 ? Promise.resolve() : audit(note, within),
      );
      return cardFor(session, target);
    },
  });

  routes.add({
    method: 'get',
    path: '/api/v1/customers/:customerId/duplicates',
    access: access.customerKeeping,
    summary: 'Files that probably belong to the same person',
    tag: 'customers',
    params: OneCustomer,
    reply: LikelyDuplicates,
    handler: async ({ params, session }) => {
      const { customerId } = await cardFor(session, params.customerId);
      const found = await findLikelyDuplicates(db, customerId, secretsOf(session));
      return { customers: found.map(({ why, ...summary }) => ({ ...summaryFor(session, summary), why })) };
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
      const { customerId } = await cardFor(session, params.customerId);
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
      const { customerId: keptId } = await mustSeeWhole(session, params.customerId);
      const { customerId: mergedId } = await mustSeeWhole(session, body.mergedId);
      // Merged into another meanwhile: that one has not been looked at.
      if (mergedId !== body.mergedId && mergedId !== keptId) throw new UserError('notFound');
      const { employeeNo } = session;
      const mergeId = newId();
      const detail = { mergeId, mergedId };
      await mergeCustomers(db, { mergeId, keptId, mergedId, by: employeeNo, nowMs: Date.now() }, (within) =>
        audit({ employeeNo, action: 'customers.merged', target: keptId, address, detail }, within),
      );
      return cardFor(session, keptId);
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
      return cardFor(session, await keptIdOf(db, keptId));
    },
  });
}

/** Numbers are compared as they are shown: the card and the edit of a form agree in that. */
function changedFields(before: CustomerCard, edit: CustomerEdit): string[] {
  const fields = [
    'name',
    'tier',
    'numbers',
    'addresses',
    'tags',
    'references',
    'note',
    'ownerId',
    'confidentiality',
  ] as const;
  return fields.filter(
    (field) => edit[field] !== undefined && JSON.stringify(edit[field]) !== JSON.stringify(before[field]),
  );
}
