import { useTranslation } from 'react-i18next';
import { serverClock } from '../../../socket/server-clock.ts';
import { formatClock } from '../../../ui/format.ts';
import { useSession } from '../../people/sign-in/session.tsx';

/** When an open matter is due; highlighted when overdue. */
export function DueTime({ dueAtMs, isOpen = true }: { dueAtMs: number | null; isOpen?: boolean }) {
  const { t } = useTranslation();
  const { me } = useSession();
  if (dueAtMs === null) return <span className="quiet">{t('matters.noDue')}</span>;
  const isOverdue = isOpen && dueAtMs < serverClock.nowMs();
  return (
    <span className="figures" style={isOverdue ? { color: 'var(--alarm)' } : undefined}>
      {formatClock(dueAtMs, me.timeZone, 'MM-DD HH:mm')} {isOverdue && t('matters.overdue')}
    </span>
  );
}
