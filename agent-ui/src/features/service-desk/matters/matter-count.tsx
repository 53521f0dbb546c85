import { MatterPage } from '@sansheng/shared/contracts/service-desk/matters';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '../../../rest/rest.ts';
import { serverClock } from '../../../socket/server-clock.ts';
import './matters.css';

const REFRESH_MS = 60_000;

/** How many open matters this person owns; highlighted when one is overdue. */
export function MatterCount() {
  const { t } = useTranslation();
  const mine = useQuery({
    queryKey: ['matters', 'count'],
    queryFn: () => request(MatterPage, 'GET', '/matters?view=mine&limit=1'),
    refetchInterval: REFRESH_MS,
  }).data;
  if (mine === undefined || mine.total === 0) return null;
  // Sorted by due time.
  const dueAtMs = mine.matters[0]?.dueAtMs ?? null;
  const isOverdue = dueAtMs !== null && dueAtMs < serverClock.nowMs();
  return (
    <b
      className="matter-count figures"
      data-testid="matter-count"
      data-overdue={isOverdue}
      title={t(isOverdue ? 'matters.mineOverdue' : 'matters.mineOpen', { count: mine.total })}
    >
      {mine.total}
    </b>
  );
}
