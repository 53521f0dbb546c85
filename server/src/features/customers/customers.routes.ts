import { CustomerCard, CustomerEdit, CustomerSearch, CustomerSummary } from '@sansheng/shared/contracts/customers';
import type { Role } from '@sansheng/shared/domain/roles';
import { z } from 'zod';
import type { AppContext } from '../../app-context.ts';
import { type Session, UserError } from '../../platform/http/routes.ts';
import { addCustomer, changeCustomer, findCustomer, searchCustomers } from './customers.store.ts';
import { mayCall, shownNumber } from './shown-number.ts';

const readers = [
  'agent',
  'lead',
  'supervisor',
  'complaint_handler',
  'info_desk',
  'qa',
  'telesales',
  'dispatcher',
  'admin',
] as const satisfies readonly Role[];
const writers = readers.filter((role) => mayCall([role]));
const OneCustomer = z.object({ customerId: z.string().min(1).max(40) });

export function addCustomerRoutes({ env, db, routes, audit }: AppContext): void {
  const plan = { country: env.CENTER_COUNTRY, areaCode: env.CENTER_AREA_CODE };
  const cardFor = async (session: Session, customerId: string) => {
    const card = await findCustomer(db, customerId, plan.country);
    if (card === null) throw new UserError('notFound');
    return { ...card, numbers: card.numbers.map((number) => shownNumber(number, plan.country, session.roles)) };
  };

  routes.add({
    method: 'get',
    path: '/api/v1/customers',
    access: readers,
    summary: 'Customers by the beginning of their name, a whole number or the end of one',
    tag: 'customers',
    query: CustomerSearch,
    reply: z.object({ customers: z.array(CustomerSummary) }),
    handler: async ({ query, session }) => {
      const found = await searchCustomers(db, query.search, query.limit, plan);
      const customers = found.map((customer) => ({
        ...customer,
        numbers: customer.numbers.map((number) => shownNumber(number, plan.country, session.roles)),
      }));
      return { customers };
    },
  });

  routes.add({
    method: 'get',
    path: '/api/v1/customers/:customerId',
    access: readers,
    summary: 'One customer with open matters and the last calls',
    tag: 'customers',
    params: OneCustomer,
    reply: CustomerCard,
    handler: ({ params, session }) => cardFor(session, params.customerId),
  });

  routes.add({
    method: 'post',
    path: '/api/v1/customers',
    access: writers,
    summary: 'Open a customer file',
    tag: 'customers',
    body: CustomerEdit,
    reply: CustomerCard,
    handler: async ({ body, session, address }) => {
      const customerId = await addCustomer(db, body, plan, Date.now());
      await audit({ employeeNo: session.employeeNo, action: 'customers.added', target: customerId, address });
      return cardFor(session, customerId);
    },
  });

  routes.add({
    method: 'put',
    path: '/api/v1/customers/:customerId',
    access: writers,
    summary: 'Replace a customer file',
    tag: 'customers',
    params: OneCustomer,
    body: CustomerEdit,
    reply: CustomerCard,
    handler: async ({ params, body, session, address }) => {
      await changeCustomer(db, params.customerId, body, plan, Date.now());
      const fields = Object.keys(body);
      const target = params.customerId;
      await audit({ employeeNo: session.employeeNo, action: 'customers.changed', target, address, detail: { fields } });
      return cardFor(session, params.customerId);
    },
  });
}
