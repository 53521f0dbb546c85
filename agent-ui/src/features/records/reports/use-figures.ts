import { FigureReport, type FigureRow } from '@sansheng/shared/contracts/records/reports';
import { isOverTime } from '@sansheng/shared/domain/figure-chart';
import { useQuery } from '@tanstack/react-query';
import { queryString, request } from '../../../rest/rest.ts';
import type { FigureChoice } from './figure-choice.ts';

const LOOK_MS = 30_000;

export const figureQueryOf = ({
  fromMs,
  toMs,
  interval,
  groupBy,
  definition,
  thresholdSeconds,
  compare,
  preset,
}: FigureChoice) =>
  queryString({
    from: fromMs,
    to: toMs,
    interval,
    groupBy,
    definition,
    thresholdSeconds,
    compare: String(compare),
    reasons: String(preset === 'work'),
  });

function useReport(choice: FigureChoice, enabled = true) {
  const query = figureQueryOf(choice);
  return useQuery({
    queryKey: ['figures', query],
    queryFn: () => request(FigureReport, 'GET', `/reports/figures${query}`),
    placeholderData: (before) => before,
    refetchInterval: choice.period === 'today' ? LOOK_MS : false,
    enabled,
  });
}

export const useFigures = (choice: FigureChoice) => useReport(choice);

/** The center by interval, for a report that may show other groups; undefined until loaded. */
export function useCourse(report: FigureReport, choice: FigureChoice): readonly FigureRow[] | undefined {
  const isOther = choice.groupBy !== 'center' && isOverTime(choice);
  const course = useReport({ ...choice, groupBy: 'center', compare: false }, isOther);
  return (isOther ? course.data : report)?.rows;
}
