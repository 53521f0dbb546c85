import { AuditEntry } from '@sansheng/shared/contracts/admin';
import { AuditSchema } from '@sansheng/shared/db';
import { And, type FindOperator, LessThan, MoreThanOrEqual } from 'typeorm';
import { z } from 'zod';
import type { AppContext } from '../../app-context.ts';
import { auditIdAt } from './audit.ts';

const instant = z.union([z.iso.datetime({ offset: true }), z.coerce.number().int()]);
const AuditQuery = z.object({
  from: instant.optional(),
  to: instant.optional(),
  employeeNo: z.string().max(10).optional(),
  action: z.string().max(64).optional(),
  cursor: z.string().max(40).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
const AuditPage = z.object({ entries: z.array(AuditEntry), nextCursor: z.string().nullable() });

export function addAuditRoutes({ routes, db }: AppContext): void {
  routes.add({
    method: 'get',
    path: '/api/v1/audit',
    access: ['admin', 'supervisor'],
    summary: 'Who did what, newest first; `to` is exclusive',
    tag: 'audit',
    query: AuditQuery,
    reply: AuditPage,
    handler: async ({ query }) => {
      const bounds: FindOperator<string>[] = [];
      if (query.from !== undefined) bounds.push(MoreThanOrEqual(auditIdAt(msOf(query.from))));
      if (query.to !== undefined) bounds.push(LessThan(auditIdAt(msOf(query.to))));
      if (query.cursor !== undefined) bounds.push(LessThan(query.cursor));
      const rows = await db.getRepository(AuditSchema).find({
        where: {
          ...(bounds.length > 0 && { auditId: And(...bounds) }),
          ...(query.employeeNo !== undefined && { employeeNo: query.employeeNo }),
          ...(query.action !== undefined && { action: query.action }),
        },
        order: { auditId: 'DESC' },
        take: query.limit + 1,
      });
      const entries = rows.slice(0, query.limit);
      return { entries, nextCursor: rows.length > query.limit ? (entries.at(-1)?.auditId ?? null) : null };
    },
  });
}

function msOf(given: string | number): number {
  return typeof given === 'number' ? given : Date.parse(given);
}
