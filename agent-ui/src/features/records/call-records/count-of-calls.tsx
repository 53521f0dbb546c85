import { CallCount, MAX_CALLS_COUNTED } from '@sansheng/shared/contracts/records/call-records';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { queryString, request } from '../../../rest/rest.ts';

/** How many calls the list has, and how many the number that led here counts: "28 entries, 26 calls". */
export function CountOfCalls({ filters }: { filters: Record<string, string | undefined> }) {
  const { t } = useTranslation();
  const query = queryString(filters);
  const count = useQuery({
    queryKey: ['calls', 'count', query],
    queryFn: () => request(CallCount, 'GET', `/calls/count${query}`),
  });
  if (count.data === undefined) return null;
  const { calls, things } = count.data;
  const words = [
    ...(things === null ? [] : [t(`calls.things.${things.kind}`, { count: things.count })]),
    t(calls >= MAX_CALLS_COUNTED ? 'calls.countedMore' : 'calls.counted', { count: calls }),
  ];
  return (
    <span
      className="quiet figures"
      data-testid="calls-count"
      title={things === null ? undefined : t('calls.thingsHint')}
    >
      {words.join(t('calls.comma'))}
    </span>
  );
}
