import {
  CustomerImport,
  IMPORT_BYTES,
  IMPORT_LINES,
  knownNumberPolicies,
} from '@sansheng/shared/contracts/customers/customers';
import { plainName } from '@sansheng/shared/contracts/plain-text';
import { inTransaction } from '@sansheng/shared/db';
import { CustomerImportSchema } from '@sansheng/shared/tables/customers/import';
import { access } from '@sansheng/shared/domain/access';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { readBody } from '../../platform/http/read-body.ts';
import { UserError } from '../../platform/http/routes.ts';
import { requestJob } from '../../platform/jobs/request-job.ts';

const IMPORTS_LISTED = 20;
const OneImport = z.object({ importId: z.string().min(1).max(40) });

/** A worker checks the file, a person reviews the result, and then it is written completely or not at all. */
export function addCustomerImportRoutes(context: AppContext): void {
  const { db, routes, audit } = context;
  const imports = db.getRepository(CustomerImportSchema);
  const find = async (importId: string) => {
    const row = await imports.findOneBy({ importId });
    if (row === null) throw new UserError('notFound');
    return row;
  };

  routes.add({
    method: 'post',
    path: '/api/v1/customer-imports',
    access: access.customerLists,
    summary: `Check an xlsx or csv file of customers, which is the body of the request (${IMPORT_BYTES / 1e6} MB and ${IMPORT_LINES} lines at most); nothing is written yet`,
    tag: 'customers',
    query: z.object({
      fileName: plainName(255),
      policy: z.enum(knownNumberPolicies).default('skip'),
    }),
    takesFile: true,
    reply: CustomerImport,
    handler: async ({ query, request, session, response, newId }) => {
      const file = await readBody(request, IMPORT_BYTES);
      if (file.length === 0) throw new UserError('badRequest', { field: 'file', detail: 'the file is empty' });
      const importId = newId();
      const row = {
        ...query,
        importId,
        file,
        state: 'checking' as const,
        by: session.employeeNo,
        atMs: Date.now(),
        lines: 0,
        linesDone: 0,
        added: 0,
        changed: 0,
        skipped: 0,
        faulty: 0,
        failure: null,
        faults: [],
      };
      await imports.insert(row);
      await requestJob(context, 'importCustomers', { importId }, { jobId: `${importId}-check` });
      response.status(201);
      return row;
    },
  });

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

  routes.add({
    method: 'get',
    path: '/api/v1/customer-imports/:importId',
    access: access.customerLists,
    summary: 'Progress of an import, and what is wrong with which line',
    tag: 'customers',
    params: OneImport,
    reply: CustomerImport,
    handler: ({ params }) => find(params.importId),
  });

  routes.add({
    method: 'post',
    path: '/api/v1/customer-imports/:importId/start',
    access: access.customerLists,
    summary: 'Write what was checked: every line without a fault, or nothing if anything has changed since',
    tag: 'customers',
    params: OneImport,
    reply: CustomerImport,
    handler: async ({ params: { importId }, session, address }) => {
      const row = await find(importId);
      const { fileName, added, changed } = row;
      const note = {
        employeeNo: session.employeeNo,
        action: 'customers.imported' as const,
        target: importId,
        address,
        detail: { fileName, added, changed },
      };
      await inTransaction(db, async (into) => {
        const to = { state: 'importing', linesDone: 0 } as const;
        const started = await into.update(CustomerImportSchema, { importId, state: 'checked' }, to);
        if (started.affected === 1) await audit(note, into);
        // On a second request the job is queued again: the first request may have failed before that point.
        else if (row.state !== 'importing') throw new UserError('wrongState');
      });
      await requestJob(context, 'importCustomers', { importId }, { jobId: `${importId}-write` });
      return find(importId);
    },
  });

  routes.add({
    method: 'post',
    path: '/api/v1/customer-imports/:importId/cancel',
    access: access.customerLists,
    summary: 'Discard a checked file',
    tag: 'customers',
    params: OneImport,
    reply: CustomerImport,
    handler: async ({ params: { importId } }) => {
      await find(importId);
      const cancelled = await imports.update({ importId, state: 'checked' }, { state: 'cancelled', file: null });
      if (cancelled.affected === 0) throw new UserError('wrongState');
      return find(importId);
    },
  });
}
