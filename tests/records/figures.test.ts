import type { CallCount, CallPage } from '@sansheng/shared/contracts/records/call-records';
import type { FigureReport, LedgerCheck, ServiceLevelReport } from '@sansheng/shared/contracts/records/reports';
import { CallSchema } from '@sansheng/shared/tables/records/call-records';
import { checkLedger, moveDays, rebuildFigures, writeRows } from '@sansheng/shared/db';
import { makeExportTable, makeFigureReport, writeCsv } from '@sansheng/shared/figure-report';
import { callRecordFrom } from '@sansheng/shared/domain/call-record';
import type { AgentState } from '@sansheng/shared/domain/agent-state';
import { centerClock } from '@sansheng/shared/domain/center-day';
import { type FigureColumn, presets } from '@sansheng/shared/domain/figure-view';
import { axes, isCounted, ledgerTerms, type Measure } from '@sansheng/shared/domain/figures';
import { openedCalls } from '@sansheng/shared/domain/opened-calls';
import type { QueueToday } from '@sansheng/shared/domain/three-ring-rate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { generateCalls } from '../../queue-workers/src/generate/generate-calls.ts';
import { seedDemonstration } from '../../queue-workers/src/seed/seed-demonstration.ts';
import { openQueue } from '../../queue-workers/src/worker-table.ts';
import { mergeCustomers, undoMerge } from '../../server/src/customers/customers/merge-customers.store.ts';
import { abandonedCall, answeredCall } from './made-up-calls.ts';
import { aRecordsCenter, eventually, type Happening, happening, type RecordsCenter } from './records-center.ts';
import { startRecordsServer } from './records-server.ts';
import { createTodayCounts } from '../../server/src/lead-room/live-board/live-board.ts';

/** 23:00 in Shanghai: the calls go on past midnight and past the end of a month. */
const START_MS = Date.parse('2026-10-31T15:00:00Z');
const MINUTE_MS = 60_000;
let center: RecordsCenter;

beforeEach(async () => {
  center = await aRecordsCenter();
});
afterEach(() => center.close());

const overflowed = (from: string, to: string, afterMs: number, callId: string) =>
  happening('routing.callOverflowed', afterMs, callId, {
    fromQueueId: from,
    to: 'queue',
    toQueueId: to,
    number: '',
    why: 'waitTooLong',
  });

/** What a call does, and what it counts as: in the center, and for each queue that it stood in. */
interface Plan {
  happenings: Happening[];
  center: (typeof ledgerTerms)[number];
  queues: Record<string, (typeof ledgerTerms)[number]>;
  arrivesMs: number;
}

/** Every way out of a queue, again and again over three hours. */
function plans(count: number): Plan[] {
  const ways: ((callId: string, i: number) => Omit<Plan, 'arrivesMs'>)[] = [
    (callId, i) => ({
      happenings: answeredCall(callId, String(1001 + (i % 20)), 3000 + i * 100),
      center: 'answered',
      queues: { service: 'answered' },
    }),
    (callId) => ({
      happenings: abandonedCall(callId, 20_000),
      center: 'abandoned',
      queues: { service: 'abandoned' },
    }),
    (callId) => ({
      happenings: abandonedCall(callId, 3000),
      center: 'shortAbandoned',
      queues: { service: 'shortAbandoned' },
    }),
    // Given up in the menu: no queue knows it.
    (callId) => ({
      happenings: abandonedCall(callId, 9000).filter(({ type }) => type !== 'routing.callQueued'),
      center: 'abandoned',
      queues: {},
    }),
    (callId) => {
      const [arrived, identified, queued, ...rest] = answeredCall(callId, '1011', 40_000) as [
        Happening,
        Happening,
        Happening,
        ...Happening[],
      ];
      const moved = overflowed('service', 'complaints', 30_000, callId);
      const offer = rest.map((one) => (one.type === 'routing.offered' ? { ...one, afterMs: 30_001 } : one));
      return {
        happenings: [arrived, identified, queued, moved, ...offer],
        center: 'answered',
        queues: { service: 'overflowedOut', complaints: 'answered' },
      };
    },
    (callId) => ({
      happenings: [
        ...abandonedCall(callId, 12_000).slice(0, -1),
        happening('call.ended', 12_000, callId, { outcome: 'callback', endedBy: 'customer', cause: 16, why: '' }),
      ],
      center: 'calledBack',
      queues: { service: 'calledBack' },
    }),
    (callId) => ({
      happenings: [
        abandonedCall(callId, 12_000)[0] as Happening,
        happening('businessCalendar.lineClosed', 10, callId, { queueId: 'vip', kind: 'holiday' }),
        happening('call.ended', 9000, callId, { outcome: 'sentAway', endedBy: 'center', cause: 16, why: 'closed' }),
      ],
      center: 'sentAway',
      queues: { vip: 'sentAway' },
    }),
    (callId) => ({
      happenings: [
        ...abandonedCall(callId, 8000).slice(0, -1),
        happening('call.ended', 8000, callId, {
          outcome: 'lost',
          endedBy: 'system',
          cause: 0,
          why: 'asteriskRestarted',
        }),
      ],
      center: 'lost',
      queues: { service: 'lost' },
    }),
    (callId) => ({
      happenings: abandonedCall(callId, 8000).slice(0, -1),
      center: 'stillThere',
      queues: { service: 'stillThere' },
    }),
  ];
  return Array.from({ length: count }, (_, i) => {
    const way = ways[i % ways.length] as (typeof ways)[number];
    const plan = way(`c${i}`, i);
    const arrivesMs = Math.floor((i * 180 * MINUTE_MS) / count);
    const happenings = plan.happenings.map((one) => ({ ...one, afterMs: one.afterMs + arrivesMs }));
    return { ...plan, happenings, arrivesMs };
  });
}

/** What must be in the books: by axis, quarter of an hour and member. */
function booksOf(calls: readonly Plan[]): Map<string, Partial<Record<Measure, number>>> {
  const books = new Map<string, Partial<Record<Measure, number>>>();
  const book = (key: string, term: Measure) => {
    const row = books.get(key) ?? {};
    books.set(key, { ...row, offered: (row.offered ?? 0) + 1, [term]: (row[term] ?? 0) + 1 });
  };
  for (const { arrivesMs, center: inCenter, queues } of calls) {
    const startMs = START_MS + Math.floor(arrivesMs / (15 * MINUTE_MS)) * 15 * MINUTE_MS;
    book(`center ${startMs} `, inCenter);
    for (const [queueId, term] of Object.entries(queues)) book(`queue ${startMs} ${queueId}`, term);
  }
  return books;
}

async function readBooks(): Promise<Map<string, Partial<Record<Measure, number>>>> {
  const rows = (await center.db.query(
    `SELECT axis, startMs, member, offered, ${ledgerTerms.join(', ')} FROM figure_intervals
     WHERE axis IN ('center', 'queue') AND offered > 0`,
  )) as ({ axis: string; startMs: number; member: string } & Record<Measure, number>)[];
  return new Map(
    rows.map(({ axis, startMs, member, ...terms }) => [
      `${axis} ${startMs} ${member}`,
      Object.fromEntries(Object.entries(terms).filter(([, n]) => n > 0)) as Partial<Record<Measure, number>>,
    ]),
  );
}

const figureTables = ['figure_intervals', 'figure_days', 'not_ready_intervals', 'not_ready_days'];
async function readFigures(): Promise<Record<string, unknown[]>> {
  const tables: Record<string, unknown[]> = {};
  for (const table of figureTables) tables[table] = await center.db.query(`SELECT * FROM ${table} ORDER BY 1, 2, 3, 4`);
  return tables;
}
/** The rows of the whole list, page by page. */
async function lengthOfList(ask: (path: string) => Promise<unknown>, query: string): Promise<number> {
  let [length, cursor]: [number, string | null] = [0, ''];
  while (cursor !== null) {
    const page = (await ask(`/api/v1/calls?${query}&limit=200${cursor === '' ? '' : `&cursor=${cursor}`}`)) as z.infer<
      typeof CallPage
    >;
    length += page.calls.length;
    cursor = page.nextCursor;
  }
  return length;
}

/**
 * Follows the numbers of reports, by every axis and interval, to the calls that they open, each `step`th of them: as
 * many entries, offers or calls as the number says, in a list as long as it says it is. Returns how many were followed.
 */
async function walk(
  server: Awaited<ReturnType<typeof startRecordsServer>>,
  employeeNo: string,
  periods: readonly { fromMs: number; toMs: number }[],
  step: number,
): Promise<number> {
  const ask = async (path: string): Promise<unknown> => {
    const reply = await server.as(employeeNo).get(path);
    expect(reply.status, `${path} ${JSON.stringify(reply.body)}`).toBe(200);
    return reply.body;
  };
  let [seen, followed] = [0, 0];
  for (const { fromMs, toMs } of periods)
    for (const groupBy of axes)
      for (const interval of ['all', '30m', 'day', 'week', 'month'] as const) {
        const period = `from=${fromMs}&to=${toMs}&groupBy=${groupBy}&interval=${interval}`;
        const report = (await ask(`/api/v1/reports/figures?${period}`)) as FigureReport;
        const rows = [...report.totals, ...(interval === 'all' ? [] : report.rows)];
        const counted = new Set(rows.flatMap(({ measures: of }) => Object.keys(of) as Measure[]));
        for (const measure of counted) expect(isCounted(groupBy, measure), `${groupBy} ${measure}`).toBe(true);
        for (const row of [report.total, ...rows])
          for (const column of Object.values(presets).flat() as FigureColumn[]) {
            if (column.kind === 'figure' || column.opens === undefined) continue;
            const { name: measure, opens } = column;
            const isTotal = row === report.total;
            const opened = openedCalls(report, groupBy, row, { measure, opens, isTotal });
            const number = row.measures[measure] ?? 0;
            // What is not there is told apart less often.
            if (opened === null || seen++ % (number === 0 ? 7 * step : step) !== 0) continue;
            const query = new URLSearchParams(Object.entries(opened).map(([k, v]) => [k, String(v)])).toString();
            const { calls, things } = (await ask(`/api/v1/calls/count?${query}`)) as CallCount;
            const where = `${employeeNo} ${groupBy} ${row.group} ${measure} by ${interval}: ${query}`;
            expect(things?.count ?? calls, where).toBe(number);
            expect(await lengthOfList(ask, query), where).toBe(calls);
            followed += 1;
          }
      }
  return followed;
}

/** On a busy machine workers take their time. */
const LIMIT_MS = 100_000;
const isAllCounted = async () =>
  (await center.isAllWritten()) && (await center.db.query('SELECT 1 FROM stale_figures LIMIT 1')).length === 0;

describe('the figures', { timeout: 2 * LIMIT_MS }, () => {
  it('count every call once in the center and once in each queue, while workers die', async () => {
    await seedDemonstration(center.db, START_MS);
    const calls = plans(360);
    const turned = (afterMs: number, from: AgentState, to: AgentState, reason: string) =>
      happening('agent.stateChanged', afterMs, '', { from, to, reason, lastedMs: 0 }, '2001');
    const events = [
      ...calls.flatMap(({ happenings }) => happenings),
      turned(10 * MINUTE_MS, 'offline', 'notReady', 'training'),
      // On the call of a seat: no work at calls of its own.
      turned(40 * MINUTE_MS, 'notReady', 'talking', 'coaching'),
      turned(45 * MINUTE_MS, 'talking', 'offline', ''),
    ].sort((a, b) => a.afterMs - b.afterMs);
    const half = Math.floor(events.length / 2);
    await center.happen(START_MS, events.slice(0, half));
    const first = center.startWorkers();
    await eventually('some figures are counted', async () => (await readBooks()).size > 0, LIMIT_MS);
    await first.end('SIGKILL');
    await center.happen(START_MS, events.slice(half));
    const second = [center.startWorkers(), center.startWorkers()];
    await eventually(
      () => `all figures are counted: ${second.map(({ log }) => log.join('')).join('')}`,
      isAllCounted,
      LIMIT_MS,
    );
    expect(await readBooks()).toEqual(booksOf(calls));

    // The live board, made of the same events, has the books of the day that has begun at midnight.
    const board = createTodayCounts('Asia/Shanghai');
    for (const [i, { afterMs, ...one }] of events.entries())
      board.take({ ...one, id: `${START_MS + afterMs}-${i}`, atMs: START_MS + afterMs } as never);
    const ofDay = (await center.db.query(
      `SELECT member, offered, ${ledgerTerms.join(', ')}, answeredWithinThreeRings AS withinThreeRings FROM figure_days
       WHERE axis = 'queue' AND startMs = ? ORDER BY member`,
      [Date.parse('2026-10-31T16:00:00Z')],
    )) as (QueueToday & { member: string })[];
    expect(ofDay.map(({ member }) => member)).toEqual(['complaints', 'service', 'vip']);
    for (const { member, ...today } of ofDay) expect(board.of(member), member).toEqual(today);

    // Half of them by the calendar of the center on the last of the month, half on the first.
    const days: { startMs: number; offered: number }[] = await center.db.query(
      `SELECT startMs, offered FROM figure_days WHERE axis = 'center' ORDER BY startMs`,
    );
    const offered = (fromMs: number, toMs: number) =>
      calls.filter(({ arrivesMs }) => START_MS + arrivesMs >= fromMs && START_MS + arrivesMs < toMs).length;
    const midnight = Date.parse('2026-10-31T16:00:00Z');
    expect(days).toEqual([
      { startMs: midnight - 86_400_000, offered: offered(0, midnight) },
      { startMs: midnight, offered: offered(midnight, midnight + 86_400_000) },
    ]);

    const clock = centerClock('Asia/Shanghai');
    const span = { fromMs: clock.startOfDay(START_MS), toMs: clock.startOfNextDay(midnight) };
    const counted = await readFigures();
    expect(counted.not_ready_intervals).toEqual(
      (
        [
          [0, 'training', 5],
          [15, 'training', 15],
          [30, 'coaching', 5],
          [30, 'training', 10],
        ] as const
      ).map(([fromMinute, reason, minutes]) => ({
        startMs: START_MS + fromMinute * MINUTE_MS,
        agentId: '2001',
        reason,
        ms: minutes * MINUTE_MS,
      })),
    );
    expect(counted.not_ready_days).toMatchObject([
      { agentId: '2001', reason: 'coaching', ms: 5 * MINUTE_MS },
      { agentId: '2001', reason: 'training', ms: 30 * MINUTE_MS },
    ]);
    const ofLead: unknown = await center.db.query(
      `SELECT seatTalkingMs, seatNotReadyMs FROM figure_days WHERE axis = 'agent' AND member = '2001'`,
    );
    expect(ofLead).toEqual([{ seatTalkingMs: 0, seatNotReadyMs: 35 * MINUTE_MS }]);
    const [{ talkingMs }] = (await center.db.query(
      `SELECT SUM(seatTalkingMs) AS talkingMs FROM figure_days WHERE axis = 'agent'`,
    )) as [{ talkingMs: string }];
    expect(Number(talkingMs)).toBeGreaterThan(0);
    for (const table of figureTables) await center.db.query(`DELETE FROM ${table}`);
    const days2: number[] = [];
    await rebuildFigures(center.db, clock, span, ({ dayMs }) => days2.push(dayMs));
    expect(days2).toEqual([midnight - 86_400_000, midnight]);
    expect(await readFigures()).toEqual(counted);

    await center.redis.xgroup('DESTROY', center.keys.events, center.keys.recordsGroup);
    await Promise.all(second.map((worker) => worker.end('SIGTERM')));
    const third = center.startWorkers();
    await eventually('all is written and counted again', isAllCounted, LIMIT_MS);
    expect(await readFigures()).toEqual(counted);
    await third.end('SIGTERM');

    const check = await checkLedger(center.db, clock, span, START_MS);
    expect(check).toMatchObject({ calls: 360, faultCount: 0, faults: [], pending: 0 });
    await center.db.query(
      `UPDATE figure_intervals SET abandoned = abandoned + 1 WHERE axis = 'queue' AND startMs = ?`,
      [START_MS],
    );
    const { faults } = await checkLedger(center.db, clock, span, START_MS);
    expect(faults.map(({ kind, axis, member, term }) => [kind, axis, member, term])).toContainEqual([
      'miscounted',
      'queue',
      'service',
      'abandoned',
    ]);
    expect(faults).toContainEqual(expect.objectContaining({ kind: 'unbalanced', axis: 'queue', startMs: START_MS }));
  });

  it('link to as many calls as they count, by every axis', async () => {
    await seedDemonstration(center.db, START_MS);
    const calls = plans(90);
    await center.happen(
      START_MS,
      calls.flatMap(({ happenings }) => happenings),
    );
    const workers = center.startWorkers();
    await eventually(() => `all figures are counted: ${workers.log.join('')}`, isAllCounted, LIMIT_MS);
    await workers.end('SIGTERM');
    const server = await startRecordsServer(center, ['3001', '2001', '1001']);
    const get = async <T>(path: string): Promise<T> => {
      const reply = await server.as('3001').get(path);
      expect(reply.status, `${path} ${JSON.stringify(reply.body)}`).toBe(200);
      return reply.body as T;
    };
    const period = `from=${START_MS}&to=${START_MS + 200 * MINUTE_MS}`;

    const byQueue = await get<FigureReport>(`/api/v1/reports/figures?${period}&groupBy=queue&interval=30m`);
    expect(byQueue.total.measures).toMatchObject({ offered: 90, answered: 20, abandoned: 20, shortAbandoned: 10 });
    expect(byQueue.totals.map(({ group, measures }) => [group, measures.offered])).toEqual([
      ['complaints', 10],
      ['service', 70],
      ['vip', 10],
    ]);
    expect(byQueue.names).toMatchObject({ service: '综合服务' });
    // 20 answered of 20 + 20 + 10; of them 10 after three rings.
    expect(byQueue.total.figures).toMatchObject({ serviceLevel: 10 / 50, abandonmentRate: 20 / 40 });
    const sumOfRows = byQueue.rows.reduce((sum, { measures }) => sum + (measures.offered ?? 0), 0);
    expect(sumOfRows).toBe(90);

    expect(await walk(server, '3001', [{ fromMs: START_MS, toMs: START_MS + 200 * MINUTE_MS }], 1)).toBeGreaterThan(
      300,
    );

    // Seconds that are not kept are counted from the records: nobody waited between 20 and 21 s.
    for (const axis of axes) {
      const [kept, free] = await Promise.all(
        [20, 21].map((seconds) =>
          get<FigureReport>(
            `/api/v1/reports/figures?${period}&groupBy=${axis}&definition=gone-within&thresholdSeconds=${seconds}`,
          ),
        ),
      );
      const levelsOf = (of = kept) =>
        of?.rows.map(({ group, intervalStartMs, figures }) => [group, intervalStartMs, figures.serviceLevel]);
      expect(levelsOf(free), axis).toEqual(levelsOf(kept));
    }
    const { total, answeredWithin } = await get<FigureReport>(`/api/v1/reports/figures?${period}&thresholdSeconds=4`);
    const within = await get<z.infer<typeof CallPage>>(
      `/api/v1/calls?${period}&limit=200&figure=withinThreshold&threshold=4`,
    );
    expect(answeredWithin).toBeGreaterThan(0);
    expect(answeredWithin).toBeLessThan(total.measures.answered20 ?? 0);
    expect(within.calls).toHaveLength(answeredWithin);

    // The service level says the same, of a day from the calls, of more from the tables.
    const short = `from=${START_MS}&to=${START_MS + 200 * MINUTE_MS}`;
    const long = `from=${START_MS - 3 * 86_400_000}&to=${START_MS + 200 * MINUTE_MS}`;
    for (const axis of ['center', 'queue', 'hotline', 'agent']) {
      const report = await get<FigureReport>(`/api/v1/reports/figures?${period}&groupBy=${axis}&interval=30m`);
      const said = report.rows
        .filter(({ measures }) => measures.offered !== undefined || measures.ronas !== undefined)
        .map(({ group, intervalStartMs, measures, figures }) => ({
          group,
          intervalStartMs,
          ...Object.fromEntries(
            ledgerTerms.map((term) => [term === 'calledBack' ? 'callback' : term, measures[term] ?? 0]),
          ),
          offered: measures.offered ?? 0,
          answeredWithinThreshold: measures.answered20 ?? 0,
          answeredWithinThreeRings: measures.answeredWithinThreeRings ?? 0,
          takenWithinThreeRings: measures.takenWithinThreeRings ?? 0,
          rona: measures.ronas ?? 0,
          serviceLevel: figures.serviceLevel ?? null,
          averageSpeedOfAnswerMs: figures.averageSpeedOfAnswerMs ?? null,
          averageHandleTimeMs: figures.averageHandleTimeMs ?? null,
          longestWaitMs: measures.offered === undefined ? null : (figures.longestWaitMs ?? null),
        }));
      expect(said.length, axis).toBeGreaterThan(1);
      const groupBy = axis === 'center' ? 'none' : axis;
      for (const span of [short, long]) {
        const level = await get<ServiceLevelReport>(
          `/api/v1/reports/service-level?${span}&groupBy=${groupBy}&interval=30m`,
        );
        expect(level.rows, `${axis} ${span}`).toMatchObject(said);
        expect(level.total, `${axis} ${span}`).toMatchObject({
          offered: 90,
          answered: 20,
          abandoned: 20,
          callback: 10,
        });
      }
    }
    const [first] = calls.map(({ arrivesMs }) => START_MS + arrivesMs);
    const later = `from=${(first ?? 0) + 1}&to=${START_MS + 200 * MINUTE_MS}`;
    const { total: withoutFirst } = await get<ServiceLevelReport>(`/api/v1/reports/service-level?${later}`);
    expect(withoutFirst.offered).toBe(89);

    expect(await get<LedgerCheck>(`/api/v1/reports/ledger?${period}`)).toMatchObject({
      calls: 90,
      entries: 90,
      faultCount: 0,
    });

    const csv = await server.as('3001').get(`/api/v1/reports/figures/csv?${period}&definition=short-good&language=en`);
    expect(csv.headers.get('content-disposition')).toContain('.csv');
    expect(csv.body).toContain('Short abandons counted good');
    expect(csv.body).toMatch(/Total,Center,90,20,20,10,/);
    const xlsx = await server.as('3001').get(`/api/v1/reports/figures/xlsx?${period}`);
    expect(String(xlsx.body).slice(0, 2)).toBe('PK');

    // A seat sees its own calls, not the figures of others.
    for (const path of ['figures', 'figures/csv', 'ledger', 'notes', 'views'])
      expect((await server.as('1001').get(`/api/v1/reports/${path}?${period}`)).code, path).toBe('notAllowed');

    const lead = server.as('2001');
    expect((await lead.send('PUT', `/api/v1/reports/notes/${START_MS}`, { note: '大促' })).status).toBe(204);
    expect(await get(`/api/v1/reports/notes?${period}`)).toMatchObject({
      notes: [{ startMs: START_MS, note: '大促', employeeNo: '2001' }],
    });
    const path = '/reports/figures?period=today&groupBy=agent';
    const saved = await server.as('3001').send('POST', '/api/v1/reports/views', { name: 'Seats', path });
    expect(saved.body).toMatchObject({ name: 'Seats', path, employeeNo: '3001' });
    const elsewhere = { name: 'x', path: '//elsewhere.example/reports' };
    expect((await lead.send('POST', '/api/v1/reports/views', elsewhere)).code).toBe('badRequest');
    const { viewId } = saved.body as { viewId: string };
    expect((await lead.send('DELETE', `/api/v1/reports/views/${viewId}`)).code).toBe('notAllowed');
    expect((await server.as('3001').send('DELETE', `/api/v1/reports/views/${viewId}`)).status).toBe(204);
    await server.close();
  });

  it('link to what they count over made-up calls, in periods that cut weeks and months, for the center and for a team', async () => {
    const clock = centerClock(center.env.CENTER_TIME_ZONE);
    const untilMs = clock.startOfDay(START_MS);
    await seedDemonstration(center.db, START_MS);
    await center.db.query(
      `UPDATE queues SET needs = '[{"skill":"english","level":1}]' WHERE queueId IN ('service', 'vip')`,
    );
    await generateCalls(center.db, {
      databaseUrl: center.env.DATABASE_URL,
      clock,
      ringCycleMs: 5000,
      calls: 1500,
      days: 40,
      untilMs,
      seats: 20,
      seed: 1,
      onProgress: () => {},
    });
    // A lead with a team: by seat and team the team's, by all else the center's, which is no link.
    const [{ teamId }] = (await center.db.query(`SELECT teamId FROM accounts WHERE employeeNo = '1001'`)) as [
      { teamId: string },
    ];
    await center.db.query(`UPDATE accounts SET teamId = ?, roles = '["lead"]' WHERE employeeNo = '2001'`, [teamId]);
    const server = await startRecordsServer(center, ['3001', '2001']);
    const day = 24 * 60 * MINUTE_MS;
    // Wednesday 23 September to Tuesday 13 October 2026: cut weeks and months; and a single day.
    const periods = [
      { fromMs: untilMs - 38 * day, toMs: untilMs - 18 * day },
      { fromMs: untilMs - day, toMs: untilMs },
    ];
    expect(await walk(server, '3001', periods, 149)).toBeGreaterThan(60);
    expect(await walk(server, '2001', periods, 97)).toBeGreaterThan(25);
    const [whole] = periods as [{ fromMs: number; toMs: number }];
    const bySeat = async (employeeNo: string) =>
      (
        await server
          .as(employeeNo)
          .get(`/api/v1/reports/figures?from=${whole.fromMs}&to=${whole.toMs}&groupBy=agent&interval=all`)
      ).body as FigureReport;
    const [ofLead, ofAll] = [await bySeat('2001'), await bySeat('3001')];
    expect(ofLead.teamId).toBe(teamId);
    expect(ofLead.totals.length).toBeLessThan(ofAll.totals.length);
    expect(ofLead.total.measures.answered).toBe(
      ofLead.totals.reduce((sum, { measures: of }) => sum + (of.answered ?? 0), 0),
    );
    // Nobody says how many callers a seat has lost: no rate divides by them.
    for (const row of [...ofAll.totals, ofLead.total]) {
      expect(row.measures).not.toHaveProperty('abandoned');
      for (const rate of ['serviceLevel', 'threeRingSeatRate', 'threeRingCenterRate', 'abandonmentRate'] as const)
        expect(row.figures[rate], rate).toBeUndefined();
    }
    expect(ofAll.total.figures.abandonmentRate).toBeGreaterThan(0);

    // What is too much says which choice is, at once.
    const fine = `from=${untilMs - 365 * day}&to=${untilMs}&groupBy=agent&interval=15m`;
    expect(await server.as('3001').get(`/api/v1/reports/figures?${fine}`)).toMatchObject({
      status: 400,
      code: 'tooFine',
    });
    await server.close();
  });

  it('keep to the clock of the center when it goes back', async () => {
    const clock = centerClock('America/New_York');
    const dayMs = clock.startOfDay(Date.parse('2026-11-01T12:00:00Z'));
    const nextMs = clock.startOfNextDay(dayMs);
    expect(nextMs - dayMs).toBe(25 * 60 * MINUTE_MS);
    const calls = Array.from({ length: 27 * 4 }, (_, i) => dayMs + (i - 4) * 15 * MINUTE_MS).map((atMs, i) => {
      const events = abandonedCall(`n${i}`, 9000).map(({ afterMs, ...one }, n) => ({
        ...one,
        id: `${atMs}-${n}`,
        atMs: atMs + afterMs,
      }));
      return callRecordFrom(events as never).call;
    });
    await writeRows(center.db, CallSchema, calls, 'fail');
    await rebuildFigures(center.db, clock, { fromMs: dayMs - 1, toMs: nextMs + 1 });
    const days: unknown = await center.db.query(`SELECT startMs, offered FROM figure_days WHERE axis = 'center'`);
    expect(days).toEqual([
      { startMs: clock.startOfDay(dayMs - 1), offered: 4 },
      { startMs: dayMs, offered: 100 },
      { startMs: nextMs, offered: 4 },
    ]);
    const hours = clock.intervalStarts(dayMs, nextMs, '1h');
    const byHour: { n: string }[] = await center.db.query(
      `SELECT SUM(offered) AS n FROM figure_intervals WHERE axis = 'center' AND startMs >= ? AND startMs < ?
       GROUP BY INTERVAL(startMs, ?)`,
      [dayMs, nextMs, hours],
    );
    expect(byHour.map(({ n }) => Number(n))).toEqual(Array.from({ length: 25 }, () => 4));
  });

  it("follow the center's clock to another time zone: days equal hours, and the books tell when they do not", async () => {
    const shanghai = centerClock('Asia/Shanghai');
    const berlin = centerClock('Europe/Berlin');
    const untilMs = shanghai.startOfDay(Date.parse('2026-11-01T04:00:00Z'));
    await seedDemonstration(center.db, START_MS);
    await generateCalls(center.db, {
      databaseUrl: center.env.DATABASE_URL,
      clock: shanghai,
      ringCycleMs: 5000,
      calls: 1200,
      days: 12,
      untilMs,
      seats: 20,
      seed: 1,
      onProgress: () => {},
    });
    const fromMs = berlin.startOfDay(untilMs - 14 * 24 * 60 * MINUTE_MS);
    const span = { fromMs, toMs: berlin.startOfNextDay(untilMs) };
    const read = async (interval: '1h' | 'day' | 'week' | 'month' | 'all') => {
      const choice = { ...span, interval, groupBy: 'queue' as const, definition: 'answered-over-all' as const };
      const more = { thresholdSeconds: 20, reasons: true, compare: false };
      return makeFigureReport(center.db, berlin, 'Europe/Berlin', { ...choice, ...more }, untilMs);
    };
    /** What counts of a group, by the day of Berlin. */
    const byDay = (report: FigureReport) => {
      const days = new Map<string, number>();
      for (const { intervalStartMs, group, measures: of } of report.rows) {
        const key = `${berlin.dateOf(intervalStartMs ?? 0)} ${group}`;
        if (of.offered !== undefined) days.set(key, (days.get(key) ?? 0) + of.offered);
      }
      return days;
    };
    expect((await checkLedger(center.db, shanghai, span, untilMs)).faultCount).toBe(0);
    const before = await checkLedger(center.db, berlin, span, untilMs);
    expect(before.faults.every(({ kind }) => kind === 'daySumAmiss')).toBe(true);
    expect(before.faultCount).toBeGreaterThan(10);

    // By the command, or by itself once the workers run by the new clock.
    for (const move of [
      () => rebuildFigures(center.db, berlin, { fromMs: untilMs - 2 * 24 * 60 * MINUTE_MS, toMs: untilMs }),
      async () => void (await moveDays(center.db, berlin)),
    ]) {
      await rebuildFigures(center.db, shanghai, { fromMs, toMs: span.toMs });
      expect((await checkLedger(center.db, berlin, span, untilMs)).faultCount).toBeGreaterThan(10);
      await move();
      expect(await checkLedger(center.db, berlin, span, untilMs)).toMatchObject({ calls: 1200, faultCount: 0 });
      const hours = await read('1h');
      expect(byDay(await read('day'))).toEqual(byDay(hours));
      for (const interval of ['day', 'week', 'month', 'all'] as const) {
        const report = await read(interval);
        expect(report.total, interval).toEqual(hours.total);
        expect(report.totals, interval).toEqual(hours.totals);
        expect(report.rows.reduce((sum, row) => sum + (row.measures.offered ?? 0), 0)).toBe(
          hours.totals.reduce((sum, row) => sum + (row.measures.offered ?? 0), 0),
        );
      }
      // The hour that comes twice: 25 October 2026 lies in the span.
      const csv = writeCsv(makeExportTable(hours, 'queue', 'en', berlin.textOf)).toString();
      const starts = csv.split('\r\n').map((line) => line.split(',').slice(0, 2).join());
      const rows = starts.filter((start) => /^\d{4}-/.test(start));
      expect(new Set(rows).size).toBe(rows.length);
    }
    expect(await moveDays(center.db, berlin)).toBe(0);
  });

  it('hold for made-up calls, whose newest days have timelines', async () => {
    const clock = centerClock(center.env.CENTER_TIME_ZONE);
    const untilMs = clock.startOfDay(START_MS);
    await seedDemonstration(center.db, START_MS);
    await generateCalls(center.db, {
      databaseUrl: center.env.DATABASE_URL,
      clock,
      ringCycleMs: 5000,
      calls: 900,
      days: 9,
      untilMs,
      seats: 20,
      seed: 1,
      onProgress: () => {},
    });
    const day = 24 * 60 * MINUTE_MS;
    expect(await checkLedger(center.db, clock, { fromMs: untilMs - 9 * day, toMs: untilMs }, untilMs)).toMatchObject({
      calls: 900,
      faultCount: 0,
    });
    const [counts] = (await center.db.query(
      `SELECT SUM(outcome = 'answered') AS answered, SUM(outcome = 'answered' AND NOT EXISTS (
           SELECT 1 FROM legs l WHERE l.callId = c.callId AND l.ownedFromMs = c.answeredAtMs)) AS withoutLeg,
         SUM(EXISTS (SELECT 1 FROM call_events e WHERE e.callId = c.callId) <> (arrivedAtMs >= ?)) AS timelinesAmiss
       FROM calls c`,
      [untilMs - 7 * day],
    )) as [Record<string, string>];
    expect(Number(counts.answered)).toBeGreaterThan(600);
    expect(counts).toMatchObject({ withoutLeg: '0', timelinesAmiss: '0' });
  });

  it('are proved at night, and discrepancies are shown on the page', async () => {
    const clock = centerClock(center.env.CENTER_TIME_ZONE);
    const yesterdayMs = clock.startOfDay(clock.startOfDay(Date.now()) - 1);
    await seedDemonstration(center.db, START_MS);
    await center.happen(yesterdayMs, abandonedCall('a', 9000));
    const workers = center.startWorkers();
    await eventually('the call is counted', isAllCounted, LIMIT_MS);
    await center.db.query(`UPDATE figure_intervals SET offered = 2 WHERE axis = 'center' AND startMs = ?`, [
      yesterdayMs,
    ]);
    const queue = openQueue('checkLedger', center.redis, center.keys.jobs);
    const isPlanned = async () => (await queue.getDelayedCount()) === 1;
    await eventually('the proof is planned', isPlanned, LIMIT_MS);
    const [planned] = await queue.getDelayed();
    expect(clock.wallTimeOf((planned?.timestamp ?? 0) + (planned?.delay ?? 0)).minute).toBe(3 * 60 + 30);
    const server = await startRecordsServer(center, ['3001']);
    const last = async () =>
      ((await server.as('3001').get('/api/v1/reports/ledger/last')).body as { check: LedgerCheck | null }).check;
    expect(await last()).toBeNull();
    // Midnight may pass meanwhile.
    const dayBegan = clock.startOfDay(Date.now());
    await planned?.promote();
    await eventually('the proof is there', async () => (await last()) !== null, LIMIT_MS);
    expect([dayBegan, clock.startOfDay(Date.now())]).toContain((await last())?.toMs);
    expect(await last()).toMatchObject({
      calls: 1,
      faultCount: 3,
      faults: [
        { kind: 'daySumAmiss', axis: 'center', startMs: yesterdayMs, booked: 1, recorded: 2 },
        { kind: 'unbalanced', axis: 'center', startMs: yesterdayMs, booked: 2, recorded: 1 },
        { kind: 'miscounted', term: 'offered' },
      ],
    });
    await eventually('the next night is planned', isPlanned, LIMIT_MS);
    await queue.close();
    await server.close();
    await workers.end('SIGTERM');
  });

  it('tell whether a customer had to call again about the same thing, also about an earlier call', async () => {
    const day = 24 * 60 * MINUTE_MS;
    const later = (callId: string, afterMs: number) =>
      answeredCall(callId, '1001').map((one) => ({ ...one, afterMs: one.afterMs + afterMs }));
    const workers = center.startWorkers();
    const contacts = async () =>
      (
        (await center.db.query(
          `SELECT contacts, repeated FROM figure_intervals
           WHERE axis = 'center' AND offered > 0 ORDER BY startMs`,
        )) as { contacts: number; repeated: number }[]
      ).map(({ contacts: made, repeated }) => [made, repeated]);
    await center.happen(START_MS, later('first', 0));
    await eventually(
      'the first call is counted',
      async () => (await isAllCounted()) && (await contacts()).length > 0,
      LIMIT_MS,
    );
    expect(await contacts()).toEqual([[1, 0]]);
    // Six days later again about the bill, then not for eight.
    await center.happen(START_MS, [...later('again', 6 * day), ...later('third', 14 * day + MINUTE_MS)]);
    await eventually(
      'all calls are counted',
      async () => (await isAllCounted()) && (await contacts()).length === 3,
      LIMIT_MS,
    );
    expect(await contacts()).toEqual([
      [1, 1],
      [1, 0],
      [1, 0],
    ]);
    // The eighth day's call, under another file: known as the same customer's once the files are merged.
    const other = later('other', 9 * day + 2 * MINUTE_MS).map((one) =>
      one.type === 'call.identified' ? { ...one, data: { ...one.data, customerId: 'c00001' } } : one,
    );
    await center.happen(START_MS, other);
    const hasContacts = (all: number[][]) => async () =>
      (await isAllCounted()) && JSON.stringify(await contacts()) === JSON.stringify(all);
    const apart = [
      [1, 1],
      [1, 0],
      [1, 0],
      [1, 0],
    ];
    await eventually('the call of another customer is counted', hasContacts(apart), LIMIT_MS);
    await seedDemonstration(center.db, START_MS);
    const mergeId = 'm-figures';
    const merge = { mergeId, keptId: 'c00000', mergedId: 'c00001', by: '2001', nowMs: START_MS };
    await mergeCustomers(center.db, merge, async () => {});
    // The second was followed by the other file's, and that by the third.
    const together = [
      [1, 1],
      [1, 1],
      [1, 1],
      [1, 0],
    ];
    await eventually('it is the same customer', hasContacts(together), LIMIT_MS);
    await undoMerge(center.db, mergeId, START_MS, async () => {});
    await eventually('it is not any more', hasContacts(apart), LIMIT_MS);
    await workers.end('SIGTERM');
  });
});
