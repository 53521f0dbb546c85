import {
  CaseActsBody,
  CaseActsDone,
  CaseExport,
  caseListAccess,
} from '@sansheng/shared/contracts/service-desk/case-lists';
import type { CaseField } from '@sansheng/shared/contracts/service-desk/case-types';
import { caseAccess, type CaseRowView } from '@sansheng/shared/contracts/service-desk/cases';
import { centerClock } from '@sansheng/shared/domain/center-day';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { type Session, UserError } from '../../platform/http/routes.ts';
import { sendSpreadsheet } from '../../platform/http/spreadsheet.ts';
import { actOn } from './act-on-case.feature.ts';
import type { CaseWork } from './case-work.ts';
import { sightsOn, viewerOf } from './case-sights.store.ts';
import { rowView } from './case-view.ts';
import { fieldColumns, fieldInWords } from './field-columns.ts';
import { type CaseFilter, listCases } from './find-cases.store.ts';
import { stuckBy } from './stuck-cases.store.ts';

const PAGE = 1000;
const headings = [
  '编号',
  '类型',
  '环节',
  '状态',
  '级别',
  '事由',
  '类别',
  '联系人',
  '电话',
  '责任部门',
  '处理人',
  '首问',
  '登记时间',
  '时限',
  '办结时间',
  '轮次',
  '退回',
  '重办',
  '催办',
];
const stateNames = {
  open: '在办',
  waiting: '等待',
  settled: '已处理',
  closed: '已办结',
  cancelled: '已撤销',
  merged: '已合并',
};
const gradeNames = { ordinary: '一般', major: '重大', malicious: '恶意' };

export function addCaseListRoutes({ db, env, routes, audit }: AppContext, work: CaseWork): void {
  const plan = { country: env.CENTER_COUNTRY, areaCode: env.CENTER_AREA_CODE };
  const center = centerClock(env.CENTER_TIME_ZONE);
  const clock = (atMs: number | null) => (atMs === null ? '' : center.textOf(atMs));

  const line = (row: CaseRowView, nameOf: ReadonlyMap<string, string>): string[] => [
    row.caseNo,
    row.typeName.zh,
    row.stepName.zh,
    stateNames[row.state],
    gradeNames[row.grade],
    row.title,
    nameOf.get(row.categoryId ?? '') ?? '',
    row.contactName,
    row.contactNumber,
    nameOf.get(row.departmentId ?? '') ?? '',
    row.assigneeId ?? '',
    row.firstOwnerId,
    clock(row.openedAtMs),
    clock(row.nextDueAtMs),
    clock(row.closedAtMs),
    ...[row.round, row.returns, row.reworks, row.chases].map(String),
  ];

  /** Of categories and departments. */
  async function namesById(): Promise<ReadonlyMap<string, string>> {
    const rows = (await db.query(
      'SELECT categoryId AS id, name FROM case_categories UNION ALL SELECT departmentId AS id, name FROM departments',
    )) as { id: string; name: string }[];
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /** Page by page, each row as this person sees it. */
  async function* linesFor(
    session: Session,
    filter: Omit<CaseFilter, 'limit' | 'cursor'>,
    columns: readonly CaseField[],
    nowMs: number,
  ) {
    const viewer = await viewerOf(db, session, filter.customer ?? null, work.isOnLine);
    const nameOf = await namesById();
    const stuck = () => stuckBy({ types: work.types.current, calendars: work.calendars.all(), nowMs });
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const asked = { ...filter, limit: PAGE, ...(cursor !== undefined && { cursor }) };
      const { cases, nextCursor } = await listCases(db, viewer, asked, { plan, nowMs, stuck });
      const sights = await sightsOn(db, cases, viewer);
      const lines: string[][] = [];
      for (const row of cases) {
        const sight = sights.get(row.caseId);
        if (sight === undefined) continue;
        const type = await work.types.of(row.typeKey, row.typeVersion);
        const inWords = { reads: sight.reads, nameOf, clock };
        const fields = columns.map(({ key }) => fieldInWords(type, key, row.fields[key], inWords));
        lines.push([...line(rowView(row, type, sight.seesContact), nameOf), ...fields]);
      }
      if (lines.length > 0) yield lines;
      cursor = nextCursor;
    }
    yield [[`导出：${session.employeeNo} ${clock(nowMs)}`]];
  }

  routes.add({
    method: 'get',
    path: '/api/v1/cases-export',
    access: caseListAccess.caseExport,
    summary:
      'The cases of a list that who asks may find, as xlsx or csv, with who exported it and when; with a reason, and audited',
    tag: 'cases',
    query: CaseExport,
    handler: async ({ query: { format, reason, ...filter }, session, address, response }) => {
      const { employeeNo } = session;
      await audit({ employeeNo, action: 'cases.exported', target: format, address, detail: { reason, ...filter } });
      // Of cases of one type, what it asks as well.
      const versions = filter.type === undefined ? [] : await work.types.versionsOf(filter.type);
      const columns = fieldColumns(versions, headings);
      const heads = [...headings, ...columns.map(({ name }) => name.zh)];
      await sendSpreadsheet(response, format, 'cases', heads, linesFor(session, filter, columns, Date.now()));
    },
  });

  routes.add({
    method: 'post',
    path: '/api/v1/case-acts/:key',
    access: caseAccess.caseWork,
    summary:
      'One act on many cases, each for itself: those that cannot be done are named with the field, and stay as they were',
    tag: 'cases',
    params: z.object({ key: z.string().min(1).max(40) }),
    body: CaseActsBody,
    reply: CaseActsDone,
    handler: async ({ params: { key }, body: { cases, ...act }, session, address }) => {
      const done: CaseActsDone['cases'] = [];
      for (const { caseNo, version } of cases) {
        try {
          await actOn(work, { session, address }, caseNo, key, { ...act, version });
          done.push({ caseNo, isDone: true, code: null, field: null });
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
          done.push({ caseNo, isDone: false, code: error.code, field: error.field ?? null });
        }
      }
      return { cases: done };
    },
  });
}
