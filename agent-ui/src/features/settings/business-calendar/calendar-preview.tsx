import { PublicDays, SpecialDayEdit } from '@sansheng/shared/contracts/settings/business-calendar';
import { isOpen, type OpeningHours, planDays } from '@sansheng/shared/domain/business-calendar';
import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../people/sign-in/session.tsx';
import { nameOf } from '../../../language/language.ts';
import { request } from '../../../rest/rest.ts';
import { StateMark } from '../../../ui/state-mark.tsx';
import { useServerNow } from '../../../ui/use-server-now.ts';
import { writeSpans } from './calendar-spans.tsx';
import { useSettings } from '../setting-kit/setting-table.tsx';

const DAYS = 14;

export function usePublicDays() {
  return useQuery({
    queryKey: ['admin', 'public-days'],
    queryFn: () => request(PublicDays, 'GET', '/admin/public-days'),
  });
}

/** The next two weeks by the hours in the form, with the server's rule. */
export function CalendarPreview({ hours }: { hours: OpeningHours }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const nowMs = useServerNow(60_000);
  const known = usePublicDays().data ?? { days: [], years: [] };
  const special = useSettings('special-days', SpecialDayEdit).data ?? [];
  const calendar = {
    timeZone: me.timeZone,
    hours,
    publicDays: Object.fromEntries(known.days.map((day) => [day.date, day])),
    specialDays: Object.fromEntries(special.map((day) => [day.date, day])),
  };
  const days = planDays(calendar, nowMs, DAYS);
  const unknown = [...new Set(days.map(({ date }) => date.slice(0, 4)))].filter((year) => !known.years.includes(year));
  const openNow = isOpen(calendar, nowMs);
  return (
    <section className="calendar-preview" aria-label={t('calendar.preview')}>
      <h3>
        {t('calendar.preview')}{' '}
        <StateMark tone={openNow ? 'ready' : 'notReady'}>
          {t(openNow ? 'calendar.openNow' : 'calendar.closedNow')}
        </StateMark>
      </h3>
      {unknown.length > 0 && known.years.length > 0 && (
        <Alert type="warning" showIcon title={t('calendar.unknownYear', { years: unknown.join(', ') })} />
      )}
      <ul>
        {days.map((day) => (
          <li key={day.date}>
            <span>{dayjs(day.date).format('MM-DD ddd')}</span>
            <span className={day.spans.length > 0 ? '' : 'quiet'}>
              {day.spans.length > 0 ? writeSpans(day.spans) : t('calendar.closedAllDay')}
            </span>
            <span className="quiet">
              {t(`calendar.kind.${day.kind}`)}
              {day.name !== '' && ` · ${nameOf(day)}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
