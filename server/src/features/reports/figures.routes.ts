import { FigureQuery, FigureReport, LedgerCheck } from '@sansheng/shared/contracts/reports';
import { checkLedger, LedgerCheckSchema, startOfInterval } from '@sansheng/shared/db';
import { centerClock } from '@sansheng/shared/domain/center-day';
import { FIGURE_INTERVAL_MS } from '@sansheng/shared/domain/figures';
import type { Role } from '@sansheng/shared/domain/roles';
import { z } from 'zod';
import type { AppContext } from '../../app-context.ts';
import { UserError } from '../../platform/http/routes.ts';
import { makeFigureReport } from './make-figure-report.ts';

export const reportReaders = ['supervisor', 'lead', 'admin', 'qa'] as const satisfies readonly Role[];
/** Proving the books reads every call of the period. */
const MAX_CHECKED_MS = 93 * 24 * 3_600_000;

export function addFigureRoutes({ env, db, routes }: AppContext): void {
  const clock = centerClock(env.CENTER_TIME_ZONE);

  routes.add({
    method: 'get',
    path: '/api/v1/reports/figures',
    access: reportReaders,
    summary: 'Every figure by interval and center, hotline, queue, team, seat, skill, category or tier',
    tag: 'reports',
    query: FigureQuery,
    reply: FigureReport,
    handler: ({ query: { from, to, ...query } }) =>
      makeFigureReport(db, clock, env.CENTER_TIME_ZONE, { ...query, fromMs: msOf(from), toMs: msOf(to) }, Date.now()),
  });

  routes.add({
    method: 'get',
    path: '/api/v1/reports/ledger',
    access: reportReaders,
    summary: 'Proves the books of a period now: offered is the sum of its parts, and what the records say',
    tag: 'reports',
    query: FigureQuery.pick({ from: true, to: true }),
    reply: LedgerCheck,
    handler: ({ query }) => {
      const fromMs = startOfInterval(msOf(query.from));
      const toMs = startOfInterval(msOf(query.to) + FIGURE_INTERVAL_MS - 1);
      if (toMs - fromMs > MAX_CHECKED_MS)
        throw new UserError('badRequest', { field: 'to', detail: 'more than 93 days' });
      return checkLedger(db, { fromMs, toMs }, Date.now());
    },
  });

  routes.add({
    method: 'get',
    path: '/api/v1/reports/ledger/last',
    access: reportReaders,
    summary: 'What last night’s proof of the books found; null before the first',
    tag: 'reports',
    reply: z.object({ check: LedgerCheck.nullable() }),
    handler: async () => {
      const [check = null] = await db
        .getRepository(LedgerCheckSchema)
        .find({ order: { checkedAtMs: 'DESC' }, take: 1 });
      return { check };
    },
  });
}

export function msOf(instant: string | number): number {
  return typeof instant === 'number' ? instant : Date.parse(instant);
}
