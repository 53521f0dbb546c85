import { centerClock } from '@sansheng/shared/domain/center-day';
import { type FigureView, readFigureView } from '@sansheng/shared/domain/figure-view';
import { namedPeriods, spanOfPeriod } from '@sansheng/shared/domain/figure-period';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { useSession } from '../../people/sign-in/session.tsx';
import { serverClock } from '../../../socket/server-clock.ts';

export const figurePeriods = [...namedPeriods, 'custom'] as const;

export type FigureChoice = ReturnType<typeof readChoice>;

/** Days of the center's zone. `toMs` is exclusive. */
function periodOf(period: (typeof figurePeriods)[number], params: URLSearchParams, timeZone: string): [number, number] {
  const clock = centerClock(timeZone);
  const { fromMs, toMs } = spanOfPeriod(period === 'custom' ? 'today' : period, clock, serverClock.nowMs());
  if (period !== 'custom') return [fromMs, toMs];
  return [Number(params.get('from')) || fromMs, Number(params.get('to')) || toMs];
}

function readChoice(params: URLSearchParams, timeZone: string, fresh?: Partial<FigureView>) {
  const period = figurePeriods.find((value) => value === params.get('period')) ?? 'today';
  const [fromMs, toMs] = periodOf(period, params, timeZone);
  return { period, fromMs, toMs, ...readFigureView(params, fresh) };
}

/** What is shown is in the address: a link to the page is a saved view. `fresh`: the initial choice. */
export function useFigureChoice(fresh?: Partial<FigureView>): [FigureChoice, (change: Partial<FigureChoice>) => void] {
  const { me } = useSession();
  const [params, setParams] = useSearchParams();
  const choice = useMemo(() => readChoice(params, me.timeZone, fresh), [params, me.timeZone, fresh]);
  const choose = useCallback(
    (change: Partial<FigureChoice>) => {
      const next = { ...choice, ...change };
      setParams(
        {
          period: next.period,
          interval: next.interval,
          groupBy: next.groupBy,
          columns: next.preset,
          definition: next.definition,
          threshold: String(next.thresholdSeconds),
          compare: String(next.compare),
          ...(next.period === 'custom' && { from: String(next.fromMs), to: String(next.toMs) }),
        },
        { replace: true },
      );
    },
    [choice, setParams],
  );
  return [choice, choose];
}
