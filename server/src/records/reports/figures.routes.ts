import { access } from '@sansheng/shared/domain/access';
import {
  FigureQuery,
  FigureReport,
  LedgerCheck,
  ServiceLevelQuery,
  ServiceLevelReport,
} from '@sansheng/shared/contracts/records/reports';
import { checkLedger, startOfInterval } from '@sansheng/shared/db';
import { LedgerCheckSchema } from '@sansheng/shared/tables/records/reports';
import {
  type FigureChoice,
  makeExportTable,
  makeFigureReport,
  makeServiceLevelReport,
  TooMuchAsked,
  writeCsv,
  writeXlsx,
} from '@sansheng/shared/figure-report';
import { centerClock } from '@sansheng/shared/domain/center-day';
import { FIGURE_INTERVAL_MS } from '@sansheng/shared/domain/figures';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { type Session, UserError } from '../../platform/http/routes.ts';
import { callScopeOf } from '../call-records/index.ts';

/** The proof of the books reads every call of the period. */
const MAX_CHECKED_MS = 93 * 24 * 3_600_000;

export function addFigureRoutes({ env, db, routes, audit }: AppContext): void {
  const clock = centerClock(env.CENTER_TIME_ZONE);
  const makeReport = (choice: FigureChoice): Promise<FigureReport> =>
    refusingTooMuch(() => makeFigureReport(db, clock, env.CENTER_TIME_ZONE, choice, Date.now()));

  /** By seat and by team, a lead sees only the team whose calls they may open. */
  async function scopeOf(session: Session): Promise<Pick<FigureChoice, 'team'>> {
    const scope = await callScopeOf(db, session);
    if (scope.kind === 'center') return {};
    return { team: { teamId: session.teamId ?? '', agentIds: scope.agentIds } };
  }

  routes.add({
    method: 'get',
    path: '/api/v1/reports/service-level',
    access: access.reports,
    summary:
      'Service level, three-ring rates and abandonment by interval and group; intervals without a call are left out',
    tag: 'reports',
    query: ServiceLevelQuery,
    reply: ServiceLevelReport,
    handler: async ({ query: { from, to, ...query }, session }) => {
      const choice = { ...query, fromMs: msOf(from), toMs: msOf(to), ...(await scopeOf(session)) };
      return refusingTooMuch(() => makeServiceLevelReport(db, clock, env.CENTER_TIME_ZONE, choice, Date.now()));
    },
  });

  routes.add({
    method: 'get',
    path: '/api/v1/reports/figures',
    access: access.reports,
    summary: 'Every figure by interval and center, hotline, queue, team, seat, skill, category or tier',
    tag: 'reports',
    query: FigureQuery,
    reply: FigureReport,
    handler: async ({ query: { from, to, ...query }, session }) =>
      makeReport({ ...query, fromMs: msOf(from), toMs: msOf(to), ...(await scopeOf(session)) }),
  });

  routes.add({
    method: 'get',
    path: '/api/v1/reports/figures/:format',
    access: access.reports,
    summary: 'The same as a file, csv or xlsx, with the definition and the time of making in it',
    tag: 'reports',
    params: z.object({ format: z.enum(['csv', 'xlsx']) }),
    query: FigureQuery.extend({ language: z.enum(['zh', 'en']).default('zh') }),
    handler: async ({ params: { format }, query: { from, to, language, ...query }, session, address, response }) => {
      const choice = { ...query, language, fromMs: msOf(from), toMs: msOf(to), ...(await scopeOf(session)) };
      const report = await makeReport(choice);
      const table = makeExportTable(report, query.groupBy, language, clock.textOf);
      await audit({
        employeeNo: session.employeeNo,
        action: 'reports.exported',
        target: format,
        address,
        detail: { fromMs: report.fromMs, toMs: report.toMs, groupBy: query.groupBy, interval: query.interval },
      });
      const file = format === 'csv' ? writeCsv(table) : await writeXlsx([{ name: 'figures', table }]);
      response
        .type(
          format === 'csv'
            ? 'text/csv; charset=utf-8'
            : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        )
        .attachment(`sansheng-figures-${clock.dateOf(report.fromMs)}.${format}`)
        .send(file);
    },
  });

  routes.add({
    method: 'get',
    path: '/api/v1/reports/ledger',
    access: access.reports,
    summary: 'Proves the books of a period now: offered is the sum of its parts, and what the records say',
    tag: 'reports',
    query: FigureQuery.pick({ from: true, to: true }),
    reply: LedgerCheck,
    handler: ({ query }) => {
      const fromMs = startOfInterval(msOf(query.from));
      const toMs = startOfInterval(msOf(query.to) + FIGURE_INTERVAL_MS - 1);
      if (toMs - fromMs > MAX_CHECKED_MS)
        throw new UserError('badRequest', { field: 'to', detail: 'more than 93 days' });
      return checkLedger(db, clock, { fromMs, toMs }, Date.now());
    },
  });

  routes.add({
    method: 'get',
    path: '/api/v1/reports/ledger/last',
    access: access.reports,
    summary: "What last night's proof of the books found; null before the first",
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

async function refusingTooMuch<T>(make: () => Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    if (!(error instanceof TooMuchAsked)) throw error;
    throw new UserError(error.field === 'interval' ? 'tooFine' : 'tooLong', {
      field: error.field,
      detail: error.message,
    });
  }
}

function msOf(instant: string | number): number {
  return typeof instant === 'number' ? instant : Date.parse(instant);
}
