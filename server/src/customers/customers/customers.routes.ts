import {
  ContactPage,
  CustomerCard,
  CustomerEdit,
  CustomerPage,
  CustomerSearch,
} from '@sansheng/shared/contracts/customers/customers';
import { access, may } from '@sansheng/shared/domain/access';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { readTimeCursor, writeCursor } from '../../platform/http/page-cursor.ts';
import { type Session, UserError } from '../../platform/http/routes.ts';
import { cardFor, mustSeeWhole, summaryFor } from './customer-card.store.ts';
import { addCustomer, changeCustomer, listContacts } from './customers.store.ts';
import { searchCustomers } from './search-customers.store.ts';

const OneCustomer = z.object({ customerId: z.string().min(1).max(40) });

export function addCustomerRoutes(context: AppContext): void {
  const { env, db, routes, audit } = context;
  const plan = { country: env.CENTER_COUNTRY, areaCode: env.CENTER_AREA_CODE };

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
      return { customers: customers.map((one) => summaryFor(context, session, one)), nextCursor };
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
    handler: ({ params, session }) => cardFor(context, session, params.customerId),
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
      const { isWhole, customerId } = await cardFor(context, session, params.customerId);
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
      return cardFor(context, session, customerId);
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
      const before = await mustSeeWhole(context, session, params.customerId);
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
      return cardFor(context, session, target);
    },
  });
}

function mustKeepFiles(session: Session, field: string): void {
  if (!may(session, access.customerKeeping)) throw new UserError('notAllowed', { field });
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
