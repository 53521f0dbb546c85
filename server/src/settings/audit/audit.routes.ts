import { AuditEntry } from '@sansheng/shared/contracts/settings/audit';
import { auditIdAt, findEmployees } from '@sansheng/shared/db';
import { AuditSchema } from '@sansheng/shared/tables/settings/audit';
import { access } from '@sansheng/shared/domain/access';
import { And, type DataSource, type FindOperator, In, LessThan, Like, MoreThanOrEqual } from 'typeorm';
import { z } from 'zod';
import { Instant } from '@sansheng/shared/contracts/instant';
import { ownId } from '@sansheng/shared/contracts/plain-text';
import type { AppContext } from '../../platform/app-context.ts';
import { sendSpreadsheet, spreadsheetFormats } from '../../platform/http/spreadsheet.ts';

const EXPORT_PAGE = 1000;
const AuditFilter = z.object({
  from: Instant.optional(),
  to: Instant.optional(),
  /** Employee number, or part of the name. */
  employeeNo: z.string().trim().max(64).optional(),
  /** An action, or a prefix that ends with a dot: `customers.` */
  action: ownId(64).optional(),
  target: z.string().max(128).optional(),
});
type AuditFilter = z.output<typeof AuditFilter>;
const AuditQuery = AuditFilter.extend({
  cursor: ownId(40).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
const AuditPage = z.object({ entries: z.array(AuditEntry), nextCursor: z.string().nullable() });

export function addAuditRoutes({ env, routes, db, audit }: AppContext): void {
  routes.add({
    method: 'get',
    path: '/api/v1/audit',
    access: access.settings,
    summary: 'Who did what, newest first; `to` is exclusive, an action may be a prefix that ends with a dot',
    tag: 'audit',
    query: AuditQuery,
    reply: AuditPage,
    handler: async ({ query: { cursor, limit, ...filter } }) => {
      const rows = await listEntries(db, filter, cursor, limit + 1);
      const entries = rows.slice(0, limit);
      return { entries, nextCursor: rows.length > limit ? (entries.at(-1)?.auditId ?? null) : null };
    },
  });

  routes.add({
    method: 'get',
    path: '/api/v1/audit-actions',
    access: access.settings,
    summary: 'Every action that the log has',
    tag: 'audit',
    reply: z.object({ actions: z.array(z.string()) }),
    handler: async () => {
      const rows: { action: string }[] = await db.query('SELECT DISTINCT action FROM audit_log ORDER BY action');
      return { actions: rows.map(({ action }) => action) };
    },
  });

  routes.add({
    method: 'get',
    path: '/api/v1/audit-export',
    access: access.settings,
    summary: 'The entries found by a filter, as xlsx or csv; the export is itself audited',
    tag: 'audit',
    query: AuditFilter.extend({ format: z.enum(spreadsheetFormats).default('xlsx') }),
    handler: async ({ query: { format, ...filter }, session, address, response }) => {
      const { employeeNo } = session;
      await audit({ employeeNo, action: 'audit.exported', target: format, address, detail: filter });
      const clock = new Intl.DateTimeFormat('sv-SE', {
        timeZone: env.CENTER_TIME_ZONE,
        dateStyle: 'short',
        timeStyle: 'medium',
      });
      async function* batches() {
        for (let cursor: string | undefined; ; ) {
          const rows = await listEntries(db, filter, cursor, EXPORT_PAGE);
          cursor = rows.at(-1)?.auditId;
          if (cursor === undefined) return;
          yield rows.map((row) => [
            clock.format(row.atMs),
            row.employeeNo,
            row.action,
            row.target,
            row.address,
            JSON.stringify(row.detail),
          ]);
        }
      }
      const headings = [`时间 (${env.CENTER_TIME_ZONE})`, '工号', '动作', '对象', '地址', '内容'];
      await sendSpreadsheet(response, format, 'audit', headings, batches());
    },
  });
}

/** Newest first. Ids sort by time, so a period and the cursor are one range of the primary key. */
async function listEntries(db: DataSource, filter: AuditFilter, cursor: string | undefined, limit: number) {
  const { from, to, employeeNo, action, target } = filter;
  const bounds: FindOperator<string>[] = [];
  if (from !== undefined) bounds.push(MoreThanOrEqual(auditIdAt(msOf(from))));
  if (to !== undefined) bounds.push(LessThan(auditIdAt(msOf(to))));
  if (cursor !== undefined) bounds.push(LessThan(cursor));
  return db.getRepository(AuditSchema).find({
    where: {
      ...(bounds.length > 0 && { auditId: And(...bounds) }),
      ...(employeeNo !== undefined && { employeeNo: In(await findEmployees(db, employeeNo)) }),
      ...(target !== undefined && { target }),
      ...(action !== undefined && {
        action: action.endsWith('.') ? Like(`${action.replaceAll(/[\\%_]/g, '')}%`) : action,
      }),
    },
    order: { auditId: 'DESC' },
    take: limit,
  });
}

function msOf(given: string | number): number {
  return typeof given === 'number' ? given : Date.parse(given);
}
