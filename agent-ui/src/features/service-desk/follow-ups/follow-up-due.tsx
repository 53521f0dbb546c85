import type { FollowUp } from '@sansheng/shared/contracts/service-desk/follow-ups';
import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { serverClock } from '../../../socket/server-clock.ts';
import { formatClock } from '../../../ui/format.ts';
import { useSession } from '../../people/sign-in/session.tsx';

/** When a visit is due; a hint says why it cannot be made now. */
export function FollowUpDue({ one: { dueAtMs, notBeforeMs, state, isOwnWork } }: { one: FollowUp }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const clock = (atMs: number) => formatClock(atMs, me.timeZone, 'MM-DD HH:mm');
  if (state !== 'planned') return <span className="figures">{dueAtMs === null ? '–' : clock(dueAtMs)}</span>;
  const nowMs = serverClock.nowMs();
  const isLate = dueAtMs !== null && dueAtMs < nowMs;
  const waits = notBeforeMs !== null && notBeforeMs > nowMs;
  const text = (
    <span className="figures" style={isLate ? { color: 'var(--alarm-strong)' } : undefined}>
      {dueAtMs === null ? t('followUps.noDue') : clock(dueAtMs)} {isLate && t('followUps.late')}
    </span>
  );
  const hint = isOwnWork
    ? t('followUps.ownWork')
    : waits
      ? t('followUps.notBefore', { time: clock(notBeforeMs) })
      : null;
  return hint === null ? text : <Tooltip title={hint}>{text}</Tooltip>;
}
