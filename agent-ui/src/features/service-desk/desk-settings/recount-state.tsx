import { ClockRecounts } from '@sansheng/shared/contracts/service-desk/clock-recount';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '../../../rest/rest.ts';
import { formatClock } from '../../../ui/format.ts';
import { useSession } from '../../people/sign-in/session.tsx';

const REFRESH_MS = 5_000;

/** How far due times are counted again since a calendar was changed. */
export function RecountState({ calendarId }: { calendarId: string }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const { data } = useQuery({
    queryKey: ['clock-recounts'],
    queryFn: () => request(ClockRecounts, 'GET', '/clock-recounts'),
    refetchInterval: REFRESH_MS,
  });
  const found = data?.recounts.find((one) => one.calendarId === calendarId);
  if (found === undefined) return null;
  const { isRunning, looked, later, earlier, finishedAtMs } = found;
  const at = finishedAtMs === null ? '' : formatClock(finishedAtMs, me.timeZone, 'MM-DD HH:mm');
  const key = isRunning ? 'recounting' : later + earlier === 0 ? 'recountedSame' : 'recounted';
  return <span className="quiet small">{t(`deskSettings.${key}`, { looked, later, earlier, at })}</span>;
}
