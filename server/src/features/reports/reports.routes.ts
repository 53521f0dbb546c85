import { ServiceLevelQuery, ServiceLevelReport } from '@sansheng/shared/contracts/reports';
import { SHORT_ABANDON_MS } from '@sansheng/shared/domain/service-level';
import { centerClock } from '@sansheng/shared/domain/center-day';
import type { AppContext } from '../../app-context.ts';
import { UserError } from '../../platform/http/routes.ts';
import { countCalls, readGroupNames } from './reports.store.ts';
import { addCounts, type CallCounts, noCalls, serviceLevelRow } from './service-level-row.ts';

/** A month of quarter hours. */
const MAX_INTERVALS = 3000;
const MAX_PERIOD_MS = 10 * 366 * 24 * 3_600_000;

export function addReportRoutes({ env, db, routes }: AppContext): void {
  const clock = centerClock(env.CENTER_TIME_ZONE);

  routes.add({
    method: 'get',
    path: '/api/v1/reports/service-level',
    access: ['supervisor', 'lead', 'admin', 'qa'],
    summary:
      'Service level, three-ring rates and abandonment by interval and group; intervals without a call are left out',
    tag: 'reports',
    query: ServiceLevelQuery,
    reply: ServiceLevelReport,
    handler: async ({ query }) => {
      const [fromMs, toMs] = [query.from, query.to].map((at) => (typeof at === 'number' ? at : Date.parse(at))) as [
        number,
        number,
      ];
      if (toMs - fromMs > MAX_PERIOD_MS)
        throw new UserError('badRequest', { field: 'to', detail: 'more than 10 years' });
      const intervalStarts = clock.intervalStarts(fromMs, toMs, query.interval);
      if (intervalStarts.length > MAX_INTERVALS) {
        throw new UserError('badRequest', { field: 'interval', detail: `more than ${MAX_INTERVALS} intervals` });
      }
      const [counted, names] = await Promise.all([
        countCalls(db, { fromMs, toMs, intervalStarts }, query.groupBy, query.thresholdSeconds * 1000),
        readGroupNames(db, query.groupBy),
      ]);
      const row = (counts: CallCounts, group: string, intervalStartMs: number | null) =>
        serviceLevelRow(counts, query.definition, { intervalStartMs, group, groupName: names.get(group) ?? group });
      counted.sort((a, b) => a.intervalStartMs - b.intervalStartMs || a.group.localeCompare(b.group));
      const ofGroup = Map.groupBy(counted, ({ group }) => group);
      const sumOf = (some: readonly { counts: CallCounts }[]) =>
        some.reduce((sum, { counts }) => addCounts(sum, counts), noCalls);
      return {
        definition: query.definition,
        thresholdSeconds: query.thresholdSeconds,
        shortAbandonSeconds: SHORT_ABANDON_MS / 1000,
        timeZone: env.CENTER_TIME_ZONE,
        madeAtMs: Date.now(),
        rows: counted.map(({ counts, group, intervalStartMs }) => row(counts, group, intervalStartMs)),
        totals: [...ofGroup].sort().map(([group, some]) => row(sumOf(some), group, null)),
        total: { ...row(sumOf(counted), '', null), groupName: '' },
      };
    },
  });
}
