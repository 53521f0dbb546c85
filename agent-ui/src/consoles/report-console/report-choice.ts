import { serviceLevelNames, type ServiceLevelDefinition } from '@sansheng/shared/domain/service-level';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { useSession } from '../../features/sign-in/session.tsx';
import { serverClock } from '../../socket/server-clock.ts';
import { startOfDayMs } from '../../ui/format.ts';

export const periods = ['today', 'yesterday', 'week', 'custom'] as const;
export const intervals = ['15m', '30m', '1h', 'day', 'all'] as const;
export const groups = ['none', 'queue', 'hotline', 'agent'] as const;

export type Interval = (typeof intervals)[number];

export interface ReportChoice {
  period: (typeof periods)[number];
  /** `toMs` is exclusive. */
  fromMs: number;
  toMs: number;
  interval: Interval;
  groupBy: (typeof groups)[number];
  definition: ServiceLevelDefinition;
  thresholdSeconds: number;
}

/** What the report is of stands in the address, so a report can be sent to somebody and the way back leads to it. */
export function useReportChoice(): [ReportChoice, (change: Partial<ReportChoice>) => void] {
  const { me } = useSession();
  const [params, setParams] = useSearchParams();
  const todayMs = startOfDayMs(serverClock.nowMs(), me.timeZone);

  const choice = useMemo<ReportChoice>(() => {
    const oneOf = <T extends string>(name: string, allowed: readonly T[], fallback: T): T =>
      allowed.find((value) => value === params.get(name)) ?? fallback;
    const period = oneOf('period', periods, 'today');
    const tomorrowMs = startOfDayMs(todayMs, me.timeZone, -1);
    const [fromMs, toMs] = {
      today: [todayMs, tomorrowMs],
      yesterday: [startOfDayMs(todayMs, me.timeZone, 1), todayMs],
      week: [startOfDayMs(todayMs, me.timeZone, 6), tomorrowMs],
      custom: [Number(params.get('from')) || todayMs, Number(params.get('to')) || tomorrowMs],
    }[period] as [number, number];
    const threshold = Number(params.get('threshold'));
    return {
      period,
      fromMs,
      toMs,
      interval: oneOf('interval', intervals, '30m'),
      groupBy: oneOf('groupBy', groups, 'queue'),
      definition: oneOf('definition', serviceLevelNames, 'answered-over-all'),
      thresholdSeconds: threshold >= 1 && threshold <= 600 ? threshold : 20,
    };
  }, [params, todayMs, me.timeZone]);

  const choose = useCallback(
    (change: Partial<ReportChoice>) => {
      const next = { ...choice, ...change };
      const given: Record<string, string> = {
        period: next.period,
        interval: next.interval,
        groupBy: next.groupBy,
        definition: next.definition,
        threshold: String(next.thresholdSeconds),
      };
      if (next.period === 'custom') Object.assign(given, { from: String(next.fromMs), to: String(next.toMs) });
      setParams(given, { replace: true });
    },
    [choice, setParams],
  );
  return [choice, choose];
}

const intervalMinutes = { '15m': 15, '30m': 30, '1h': 60, day: 1440 } as const;

/** End of the interval that starts then; of a total, the end of the period. */
export function intervalEndMs(startMs: number, interval: Interval, timeZone: string): number {
  if (interval === 'day') return startOfDayMs(startMs, timeZone, -1);
  return interval === 'all' ? startMs : startMs + intervalMinutes[interval] * 60_000;
}
