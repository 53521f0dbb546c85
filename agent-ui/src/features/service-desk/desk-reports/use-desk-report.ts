import {
  CategoryReport,
  type CountedBy,
  countedBy,
  DeskReport,
} from '@sansheng/shared/contracts/service-desk/desk-reports';
import { centerClock } from '@sansheng/shared/domain/center-day';
import { spanOfPeriod } from '@sansheng/shared/domain/figure-period';
import { useQuery } from '@tanstack/react-query';
import { queryString, request } from '../../../rest/rest.ts';
import { serverClock } from '../../../socket/server-clock.ts';
import { useAddress } from '../../../ui/use-address.ts';
import { useSession } from '../../people/sign-in/session.tsx';
import { figurePeriods } from '../../records/reports/figure-choice.ts';

const REFRESH_MS = 60_000;
export const deskViews = ['rates', 'departments', 'categories'] as const;

export interface DeskChoice {
  period: (typeof figurePeriods)[number];
  fromMs: number;
  toMs: number;
  by: CountedBy;
  type: string | null;
  view: (typeof deskViews)[number];
}

/** Period, type, way of counting and view, as the address has them; this month at first. */
export function useDeskChoice() {
  const { me } = useSession();
  const [params, change] = useAddress();
  const period = figurePeriods.find((one) => one === params.get('period')) ?? 'thisMonth';
  const named = spanOfPeriod(period === 'custom' ? 'today' : period, centerClock(me.timeZone), serverClock.nowMs());
  const isCustom = period === 'custom';
  const choice: DeskChoice = {
    period,
    fromMs: (isCustom && Number(params.get('from'))) || named.fromMs,
    toMs: (isCustom && Number(params.get('to'))) || named.toMs,
    by: countedBy.find((one) => one === params.get('by')) ?? 'due',
    type: params.get('type'),
    view: deskViews.find((one) => one === params.get('view')) ?? 'rates',
  };
  return { choice, params, change };
}

const queryOf = ({ fromMs: from, toMs: to, by, type }: DeskChoice) => ({ from, to, by, type });

export function useDeskReport(choice: DeskChoice) {
  const query = { ...queryOf(choice), ...(choice.view === 'departments' && { stuck: 'true' }) };
  return useQuery({
    queryKey: ['desk-reports', query],
    queryFn: () => request(DeskReport, 'GET', `/desk-reports${queryString(query)}`),
    refetchInterval: REFRESH_MS,
  });
}

export function useCategoryReport(choice: DeskChoice) {
  const { type: _type, ...query } = queryOf(choice);
  return useQuery({
    queryKey: ['desk-reports', 'categories', query],
    queryFn: () => request(CategoryReport, 'GET', `/desk-reports/categories${queryString(query)}`),
    refetchInterval: REFRESH_MS,
    enabled: choice.view === 'categories',
  });
}
