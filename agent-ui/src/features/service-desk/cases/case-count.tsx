import { CasePage } from '@sansheng/shared/contracts/service-desk/cases';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '../../../rest/rest.ts';
import { serverClock } from '../../../socket/server-clock.ts';
import './cases.css';

const REFRESH_MS = 60_000;
/** As many as a page of the list has; more are told as more. */
const COUNTED = 100;

/** How many open cases this person has or took first; highlighted when one is overdue. */
export function CaseCount() {
  const { t } = useTranslation();
  const cases = useQuery({
    queryKey: ['cases', 'count'],
    queryFn: () => request(CasePage, 'GET', `/cases?view=mine&limit=${COUNTED}`),
    refetchInterval: REFRESH_MS,
  }).data?.cases;
  if (cases === undefined || cases.length === 0) return null;
  // What is due first comes first.
  const dueAtMs = cases[0]?.nextDueAtMs ?? null;
  const isOverdue = dueAtMs !== null && dueAtMs < serverClock.nowMs();
  return (
    <b
      className="case-count figures"
      data-testid="case-count"
      data-overdue={isOverdue}
      title={t(isOverdue ? 'cases.mineOverdue' : 'cases.mineOpen', { count: cases.length })}
    >
      {cases.length === COUNTED ? `${COUNTED - 1}+` : cases.length}
    </b>
  );
}
