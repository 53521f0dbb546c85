import {
  CustomerImport,
  IMPORT_BYTES,
  IMPORT_LINES,
  knownNumberPolicies,
} from '@sansheng/shared/contracts/customers/customers';
import { CustomerImportSchema } from '@sansheng/shared/tables/customers/import';
import { access } from '@sansheng/shared/domain/access';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { addFileImportRoutes, fileName } from '../../platform/file-imports.ts';

const IMPORTS_LISTED = 20;

/** Customer files: written completely or not at all. */
export function addCustomerImportRoutes(context: AppContext): void {
  const { db, routes } = context;
  const imports = db.getRepository(CustomerImportSchema);

  routes.add({
    method: 'get',
    path: '/api/v1/customer-imports',
    access: access.customerLists,
    summary: 'Recent imports, without their faults',
    tag: 'customers',
    reply: z.object({ imports: z.array(CustomerImport.omit({ faults: true })) }),
    handler: async () => {
      const {
        file: _,
        faults: __,
        ...columns
      } = Object.fromEntries(Object.keys(CustomerImportSchema.options.columns).map((name) => [name, true]));
      return { imports: await imports.find({ select: columns, order: { atMs: 'DESC' }, take: IMPORTS_LISTED }) };
    },
  });

  addFileImportRoutes(context, {
    path: '/api/v1/customer-imports',
    access: access.customerLists,
    tag: 'customers',
    summary: {
      check: `Check an xlsx or csv file of customers, which is the body of the request (${IMPORT_BYTES / 1e6} MB and ${IMPORT_LINES} lines at most); nothing is written yet`,
      one: 'Progress of an import, and what is wrong with which line',
      start: 'Write what was checked: every line without a fault, or nothing if anything has changed since',
      cancel: 'Discard a checked file',
    },
    schema: CustomerImportSchema,
    reply: CustomerImport,
    mostBytes: IMPORT_BYTES,
    query: z.object({ fileName, policy: z.enum(knownNumberPolicies).default('skip') }),
    fresh: ({ policy }) => ({
      policy,
      lines: 0,
      linesDone: 0,
      added: 0,
      changed: 0,
      skipped: 0,
      faulty: 0,
      failure: null,
      faults: [],
    }),
    atStart: { linesDone: 0 },
    job: 'importCustomers',
    action: 'customers.imported',
    told: ({ added, changed }) => ({ added, changed }),
  });
}
