import {
  CategoryExport,
  CategoryQuery,
  CategoryReport,
  type CategoryRow,
  DeskReport,
  DeskReportQuery,
  type DeskRow,
  DeskRows,
  DeskRowsQuery,
  MOST_REPORT_DAYS,
} from '@sansheng/shared/contracts/service-desk/desk-reports';
import { access, may } from '@sansheng/shared/domain/access';
import { centerClock } from '@sansheng/shared/domain/center-day';
import { shareOf } from '@sansheng/shared/domain/desk-reports/desk-rates';
import { pathTo } from '@sansheng/shared/domain/tree';
import { CasePersonSchema } from '@sansheng/shared/tables/service-desk/cases';
import { CaseCategorySchema } from '@sansheng/shared/tables/service-desk/desk-settings';
import type { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { type Session, UserError } from '../../platform/http/routes.ts';
import { sendSpreadsheet } from '../../platform/http/spreadsheet.ts';
import { type CaseWork, stuckBy } from '../cases/index.ts';
import type { Asked } from './desk-counts.store.ts';
import { readCategories, readDeskReport } from './desk-report.store.ts';
import { type FoundRow, listRows } from './desk-rows.store.ts';

const DAY_MS = 86_400_000;

export function addDeskReportRoutes({ db, env, routes, audit }: AppContext, { types, calendars }: CaseWork): void {
  const clock = centerClock(env.CENTER_TIME_ZONE);

  async function askedFor(
    session: Session,
    query: z.output<typeof CategoryQuery> & Partial<z.output<typeof DeskReportQuery> & z.output<typeof DeskRowsQuery>>,
    nowMs: number,
  ): Promise<Asked> {
    const [fromMs, toMs] = [msOf(query.from), msOf(query.to)];
    if (toMs <= fromMs) throw new UserError('badRequest', { field: 'to', detail: 'not after from' });
    if (toMs - fromMs > MOST_REPORT_DAYS * DAY_MS)
      throw new UserError('badRequest', { field: 'to', detail: `more than ${MOST_REPORT_DAYS} days` });
    return {
      fromMs,
      toMs,
      by: query.by,
      type: query.type ?? null,
      department: query.department ?? null,
      category: query.category ?? null,
      asOfMs: query.asOf ?? nowMs,
      barredIds: await barredFor(session),
      stuck:
        query.stuck || query.count === 'stuck'
          ? stuckBy({ types: types.current, calendars: calendars.all(), nowMs: query.asOf ?? nowMs })
          : null,
    };
  }

  /** Cases that are about who asks: they see neither these nor that they are counted. */
  async function barredFor(session: Session): Promise<string[]> {
    if (may(session, access.casesAboutOneself)) return [];
    const about = await db.getRepository(CasePersonSchema).findBy({ relation: 'subject', ref: session.employeeNo });
    return about.map(({ caseId }) => caseId);
  }

  async function categoriesFor(session: Session, query: z.output<typeof CategoryQuery>) {
    const nowMs = Date.now();
    const asked = await askedFor(session, query, nowMs);
    const before = periodBefore(clock, asked);
    const complaint = types.current.find(({ key }) => key === 'complaint');
    const categories = await readCategories(db, asked, before, complaint);
    return { fromMs: asked.fromMs, toMs: asked.toMs, madeAtMs: nowMs, before, categories };
  }

  routes.add({
    method: 'get',
    path: '/api/v1/desk-reports',
    access: access.deskReports,
    summary: 'Rates of the service desk in a period, each with what it is computed from; and by department',
    tag: 'desk reports',
    query: DeskReportQuery,
    reply: DeskReport,
    handler: async ({ query, session }) => {
      const madeAtMs = Date.now();
      const asked = await askedFor(session, query, madeAtMs);
      const { fromMs, toMs, by, type } = asked;
      const report = await readDeskReport(db, asked);
      return { fromMs, toMs, by, type, timeZone: env.CENTER_TIME_ZONE, madeAtMs, ...report };
    },
  });

  routes.add({
    method: 'get',
    path: '/api/v1/desk-reports/cases',
    access: access.deskReports,
    summary: 'The cases behind a number of the report: as many rows as it counts, the newest first',
    tag: 'desk reports',
    query: DeskRowsQuery,
    reply: DeskRows,
    handler: async ({ query, session }) => {
      const asked = await askedFor(session, query, Date.now());
      const { rows, nextCursor } = await listRows(db, query.count, asked, query);
      const mayExcuse = may(session, access.clockExcuses);
      return { rows: await Promise.all(rows.map((row) => rowView(row, asked.asOfMs, mayExcuse))), nextCursor };
    },
  });

  async function rowView(row: FoundRow, asOfMs: number, mayExcuse: boolean): Promise<DeskRow> {
    const type = await types.of(row.typeKey, row.typeVersion);
    const step = type.steps.find(({ key }) => key === row.stepKey);
    const verdict = row.clockKey === null ? null : verdictOf(row, asOfMs);
    const excuse =
      row.reason === null
        ? null
        : {
            reason: row.reason,
            byId: row.excusedById ?? '',
            byName: row.excusedByName ?? '',
            atMs: row.excusedAtMs ?? 0,
          };
    return {
      ...row,
      typeName: type.name,
      stepName: step?.name ?? { zh: row.stepKey, en: row.stepKey },
      verdict,
      isReturned: row.isReturned === 1,
      clock: row.clockKey,
      excuse,
      mayExcuse: mayExcuse && verdict === 'missed' && excuse === null,
      visit: row.visitState === null ? null : { state: row.visitState, rating: row.rating },
    };
  }

  routes.add({
    method: 'get',
    path: '/api/v1/desk-reports/categories',
    access: access.deskReports,
    summary: 'Complaints of a period by what they are about, beside the period before',
    tag: 'desk reports',
    query: CategoryQuery,
    reply: CategoryReport,
    handler: ({ query, session }) => categoriesFor(session, query),
  });

  routes.add({
    method: 'get',
    path: '/api/v1/desk-reports/categories-export',
    access: access.deskReports,
    summary: 'The same as a file, xlsx or csv; audited',
    tag: 'desk reports',
    query: CategoryExport,
    handler: async ({ query: { format, ...query }, session, address, response }) => {
      const report = await categoriesFor(session, query);
      const { employeeNo } = session;
      const detail = { fromMs: report.fromMs, toMs: report.toMs, by: query.by };
      await audit({ employeeNo, action: 'deskReports.exported', target: format, address, detail });
      const nameOf = await categoryNames();
      const lines = async function* () {
        yield report.categories.map((row) => exportLine(row, nameOf));
        const [from, to] = [clock.dateOf(report.fromMs), clock.dateOf(report.toMs - 1)];
        const basis = query.by === 'due' ? '按应办结日' : '按办结日';
        yield [[`${from} 至 ${to} ${basis}`], [`导出：${employeeNo} ${clock.textOf(report.madeAtMs)}`]];
      };
      await sendSpreadsheet(response, format, `complaints-${clock.dateOf(report.fromMs)}`, headings, lines());
    },
  });

  async function categoryNames(): Promise<(categoryId: string | null) => string> {
    const rows = await db.getRepository(CaseCategorySchema).find();
    const tree = new Map(rows.map((row) => [row.categoryId, row]));
    return (categoryId) =>
      categoryId === null
        ? '未分类'
        : pathTo(tree, categoryId)
            .map((id) => tree.get(id)?.name ?? id)
            .join(' / ') || categoryId;
  }
}

const headings = [
  '类别',
  '件数',
  '占比',
  '上期',
  '增减',
  '判定',
  '成立',
  '重大',
  '应办结',
  '按时办结',
  '按时率',
  '评价',
  '满意',
  '满意率',
  '主要原因',
];
const percent = (share: number | null) => (share === null ? '–' : `${(share * 100).toFixed(2)}%`);

const exportLine = (row: CategoryRow, nameOf: (categoryId: string | null) => string): string[] => [
  nameOf(row.categoryId),
  String(row.complaints),
  percent(row.share),
  String(row.before),
  String(row.complaints - row.before),
  String(row.judged),
  String(row.grounded),
  String(row.grave),
  String(row.rounds),
  String(row.doneInTime),
  percent(shareOf(row.doneInTime, row.rounds)),
  String(row.rated),
  String(row.satisfied),
  percent(shareOf(row.satisfied, row.rated)),
  row.topCause?.zh ?? '–',
];

function verdictOf({ dueAtMs, doneAtMs }: FoundRow, asOfMs: number): DeskRow['verdict'] {
  if (dueAtMs === null) return 'open';
  if (doneAtMs !== null) return doneAtMs <= dueAtMs ? 'kept' : 'missed';
  return dueAtMs < asOfMs ? 'missed' : 'open';
}

/** A month has the month before, any other period as many days before. */
function periodBefore(
  clock: ReturnType<typeof centerClock>,
  { fromMs, toMs }: Pick<Asked, 'fromMs' | 'toMs'>,
): { fromMs: number; toMs: number } {
  const isMonth = clock.startOfMonth(fromMs) === fromMs && clock.startOfMonth(fromMs, 1) === toMs;
  return { fromMs: isMonth ? clock.startOfMonth(fromMs, -1) : fromMs - (toMs - fromMs), toMs: fromMs };
}

const msOf = (instant: string | number): number => (typeof instant === 'number' ? instant : Date.parse(instant));
