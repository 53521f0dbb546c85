import type { AuditAction } from '@sansheng/shared/contracts/audit';
import { plainName } from '@sansheng/shared/contracts/plain-text';
import { inTransaction } from '@sansheng/shared/db';
import type { EntitySchema } from 'typeorm';
import { z } from 'zod';
import type { AppContext } from './app-context.ts';
import { readBody } from './http/read-body.ts';
import { type Access, UserError } from './http/routes.ts';
import { requestJob } from './jobs/request-job.ts';

/** What every kind of import has, beside what its file is counted by. */
interface ImportRow {
  importId: string;
  fileName: string;
  file: Buffer | null;
  state: 'checking' | 'checked' | 'importing' | 'done' | 'cancelled' | 'failed';
  by: string;
  atMs: number;
}

export interface FileImports<Row extends ImportRow, Query extends object, Reply> {
  /** `/api/v1/case-imports`. */
  path: string;
  access: Access;
  tag: string;
  /** One line each for the API document. */
  summary: { check: string; one: string; start: string; cancel: string };
  schema: EntitySchema<Row>;
  reply: z.ZodType<Reply>;
  mostBytes: number;
  query: z.ZodType<Query>;
  /** The rest of a row whose file nobody has looked at yet. */
  fresh: (query: Query) => Omit<Row, keyof ImportRow>;
  /** What is set back when it is written. */
  atStart: Partial<Omit<Row, keyof ImportRow>>;
  job: 'importCases' | 'importCustomers';
  action: AuditAction;
  /** What its entry says beside the name of the file. */
  told: (row: Row) => object;
}

export const fileName = plainName(255);
const OneImport = z.object({ importId: z.string().min(1).max(40) });

/** A worker checks the file, a person reviews the result and starts or discards it, and the worker writes it. */
export function addFileImportRoutes<Row extends ImportRow, Query extends { fileName: string }, Reply>(
  context: AppContext,
  kind: FileImports<Row, Query, Reply>,
): void {
  const { db, routes, audit } = context;
  const { path, access, tag, summary, schema, reply, job } = kind;
  const imports = db.getRepository<ImportRow>(schema);
  const find = async (importId: string): Promise<Row & Reply> => {
    const row = await imports.findOneBy({ importId });
    if (row === null) throw new UserError('notFound');
    return row as Row & Reply;
  };

  routes.add({
    method: 'post',
    path,
    access,
    summary: summary.check,
    tag,
    query: kind.query,
    takesFile: true,
    reply,
    handler: async ({ query, request, session, response, newId }) => {
      const file = await readBody(request, kind.mostBytes);
      if (file.length === 0) throw new UserError('badRequest', { field: 'file', detail: 'the file is empty' });
      const importId = newId();
      const own = { importId, fileName: query.fileName, file, state: 'checking', by: session.employeeNo } as const;
      const row = { ...kind.fresh(query), ...own, atMs: Date.now() };
      await imports.insert(row);
      await requestJob(context, job, { importId }, { jobId: `${importId}-check` });
      response.status(201);
      return row as unknown as Row & Reply;
    },
  });

  routes.add({
    method: 'get',
    path: `${path}/:importId`,
    access,
    summary: summary.one,
    tag,
    params: OneImport,
    reply,
    handler: ({ params }) => find(params.importId),
  });

  routes.add({
    method: 'post',
    path: `${path}/:importId/start`,
    access,
    summary: summary.start,
    tag,
    params: OneImport,
    reply,
    handler: async ({ params: { importId }, session: { employeeNo }, address }) => {
      const row = await find(importId);
      const detail = { fileName: row.fileName, ...kind.told(row) };
      await inTransaction(db, async (into) => {
        const to = { ...kind.atStart, state: 'importing' } as const;
        const { affected } = await into.update<ImportRow>(schema, { importId, state: 'checked' }, to);
        if (affected === 1) await audit({ employeeNo, action: kind.action, target: importId, address, detail }, into);
        // On a second request the job is queued again: the first may have failed before that point.
        else if (row.state !== 'importing') throw new UserError('wrongState');
      });
      await requestJob(context, job, { importId }, { jobId: `${importId}-write` });
      return find(importId);
    },
  });

  routes.add({
    method: 'post',
    path: `${path}/:importId/cancel`,
    access,
    summary: summary.cancel,
    tag,
    params: OneImport,
    reply,
    handler: async ({ params: { importId } }) => {
      await find(importId);
      const { affected } = await imports.update({ importId, state: 'checked' }, { state: 'cancelled', file: null });
      if (affected === 0) throw new UserError('wrongState');
      return find(importId);
    },
  });
}
