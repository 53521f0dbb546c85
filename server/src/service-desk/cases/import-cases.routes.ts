import {
  CASE_IMPORT_BYTES,
  CASE_IMPORT_LINES,
  CaseImport,
  caseImportAccess,
} from '@sansheng/shared/contracts/service-desk/case-imports';
import { plainName } from '@sansheng/shared/contracts/plain-text';
import { inTransaction } from '@sansheng/shared/db';
import { CaseImportSchema } from '@sansheng/shared/tables/service-desk/case-imports';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { readBody } from '../../platform/http/read-body.ts';
import { UserError } from '../../platform/http/routes.ts';
import { requestJob } from '../../platform/jobs/request-job.ts';

const OneImport = z.object({ importId: z.string().min(1).max(40) });

/** A worker checks the file, a person reviews the result, and then its sound lines are written. */
export function addCaseImportRoutes(context: AppContext): void {
  const { db, routes, audit } = context;
  const imports = db.getRepository(CaseImportSchema);
  const find = async (importId: string) => {
    const row = await imports.findOneBy({ importId });
    if (row === null) throw new UserError('notFound');
    return row;
  };
  const tag = 'cases';
  const access = caseImportAccess.caseImport;

  routes.add({
    method: 'post',
    path: '/api/v1/case-imports',
    access,
    summary: `Check an xlsx or csv file of old cases, which is the body of the request (${CASE_IMPORT_BYTES / 1e6} MB and ${CASE_IMPORT_LINES} lines at most); nothing is written yet`,
    tag,
    query: z.object({ fileName: plainName(255) }),
    takesFile: true,
    reply: CaseImport,
    handler: async ({ query: { fileName }, request, session, response, newId }) => {
      const file = await readBody(request, CASE_IMPORT_BYTES);
      if (file.length === 0) throw new UserError('badRequest', { field: 'file', detail: 'the file is empty' });
      const importId = newId();
      const none = { lines: 0, added: 0, skipped: 0, faulty: 0, failure: null, faults: [] };
      const by = session.employeeNo;
      const row = { importId, fileName, file, state: 'checking' as const, by, atMs: Date.now(), ...none };
      await imports.insert(row);
      await requestJob(context, 'importCases', { importId }, { jobId: `${importId}-check` });
      response.status(201);
      return row;
    },
  });

  routes.add({
    method: 'get',
    path: '/api/v1/case-imports/:importId',
    access,
    summary: 'How an import of cases stands, and what is wrong with which line',
    tag,
    params: OneImport,
    reply: CaseImport,
    handler: ({ params }) => find(params.importId),
  });

  routes.add({
    method: 'post',
    path: '/api/v1/case-imports/:importId/start',
    access,
    summary: 'Write every checked line without a fault whose number is not there yet',
    tag,
    params: OneImport,
    reply: CaseImport,
    handler: async ({ params: { importId }, session: { employeeNo }, address }) => {
      const row = await find(importId);
      const { fileName, added } = row;
      await inTransaction(db, async (into) => {
        const { affected } = await into.update(
          CaseImportSchema,
          { importId, state: 'checked' },
          { state: 'importing' },
        );
        const detail = { fileName, added };
        if (affected === 1)
          await audit({ employeeNo, action: 'cases.imported', target: importId, address, detail }, into);
        // On a second request the job is queued again: the first may have failed before that point.
        else if (row.state !== 'importing') throw new UserError('wrongState');
      });
      await requestJob(context, 'importCases', { importId }, { jobId: `${importId}-write` });
      return find(importId);
    },
  });

  routes.add({
    method: 'post',
    path: '/api/v1/case-imports/:importId/cancel',
    access,
    summary: 'Discard a checked file of cases',
    tag,
    params: OneImport,
    reply: CaseImport,
    handler: async ({ params: { importId } }) => {
      await find(importId);
      const { affected } = await imports.update({ importId, state: 'checked' }, { state: 'cancelled', file: null });
      if (affected === 0) throw new UserError('wrongState');
      return find(importId);
    },
  });
}
