import { type FigureView, readFigureView } from '@sansheng/shared/domain/figure-view';
import dayjs from 'dayjs';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { useSession } from '../../features/sign-in/session.tsx';
import { serverClock } from '../../socket/server-clock.ts';

export const figurePeriods = [
  'today',
  'yesterday',
  'thisWeek',
  'lastWeek',
  'thisMonth',
  'lastMonth',
  'custom',
] as const;

export type FigureChoice = ReturnType<typeof readChoice>;

/** Days of the center's zone; Monday begins the week. `toMs` is exclusive. */
function periodOf(period: (typeof figurePeriods)[number], params: URLSearchParams, timeZone: string): [number, number] {
  const today = dayjs(serverClock.nowMs()).tz(timeZone).startOf('day');
  const monday = today.subtract((today.day() + 6) % 7, 'day');
  const first = today.startOf('month');
  const spans: Record<Exclude<typeof period, 'custom'>, [dayjs.Dayjs, dayjs.Dayjs]> = {
    today: [today, today.add(1, 'day')],
    yesterday: [today.subtract(1, 'day'), today],
    thisWeek: [monday, monday.add(7, 'day')],
    lastWeek: [monday.subtract(7, 'day'), monday],
    thisMonth: [first, first.add(1, 'month')],
    lastMonth: [first.subtract(1, 'month'), first],
  };
  if (period !== 'custom') return [spans[period][0].valueOf(), spans[period][1].valueOf()];
  return [Number(params.get('from')) || today.valueOf(), Number(params.get('to')) || today.add(1, 'day').valueOf()];
}

function readChoice(params: URLSearchParams, timeZone: string, fresh?: Partial<FigureView>) {
  const period = figurePeriods.find((value) => value === params.get('period')) ?? 'today';
  const [fromMs, toMs] = periodOf(period, params, timeZone);
  return { period, fromMs, toMs, ...readFigureView(params, fresh) };
}

/** What is shown stands in the address: a link to the page is a saved view. `fresh`: what the page begins with. */
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
