import {
  CASE_IMPORT_BYTES,
  CASE_IMPORT_LINES,
  CaseImport,
  caseImportAccess,
} from '@sansheng/shared/contracts/service-desk/case-imports';
import { CaseImportSchema } from '@sansheng/shared/tables/service-desk/case-imports';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { addFileImportRoutes, fileName } from '../../platform/file-imports.ts';

/** Old cases: the sound lines of a file are written. */
export function addCaseImportRoutes(context: AppContext): void {
  addFileImportRoutes(context, {
    path: '/api/v1/case-imports',
    access: caseImportAccess.caseImport,
    tag: 'cases',
    summary: {
      check: `Check an xlsx or csv file of old cases, which is the body of the request (${CASE_IMPORT_BYTES / 1e6} MB and ${CASE_IMPORT_LINES} lines at most); nothing is written yet`,
      one: 'How an import of cases stands, and what is wrong with which line',
      start: 'Write every checked line without a fault whose number is not there yet',
      cancel: 'Discard a checked file of cases',
    },
    schema: CaseImportSchema,
    reply: CaseImport,
    mostBytes: CASE_IMPORT_BYTES,
    query: z.object({ fileName }),
    fresh: () => ({ lines: 0, added: 0, skipped: 0, faulty: 0, failure: null, faults: [] }),
    atStart: {},
    job: 'importCases',
    action: 'cases.imported',
    told: ({ added }) => ({ added }),
  });
}
