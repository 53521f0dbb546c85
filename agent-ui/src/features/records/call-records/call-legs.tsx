import type { CallDetail } from '@sansheng/shared/contracts/records/call-records';
import { useTranslation } from 'react-i18next';
import { formatClock, formatDuration, formatNumber } from '../../../ui/format.ts';
import { useSession } from '../../people/sign-in/session.tsx';

/** Participants of a call, with their own times. */
export function CallLegs({ legs }: { legs: CallDetail['legs'] }) {
  const { t } = useTranslation();
  const { me } = useSession();
  return (
    <section data-testid="call-legs">
      <h3>{t('legs.legs')}</h3>
      <ul className="call-offers">
        {legs.map((leg) => (
          <li key={leg.legNo}>
            <span className="figures quiet">{formatClock(leg.addedAtMs, me.timeZone)}</span>
            <b>{leg.kind === 'number' ? formatNumber(leg.who) : `${leg.name ?? ''} ${leg.who}`}</b>
            <span>
              {t(`legs.roles.${leg.role}`)}
              {leg.end !== null && ` · ${t(`legs.ends.${leg.end}`)}`}
            </span>
            <span className="figures quiet">
              {[
                leg.talkMs === null ? t('legs.notAnswered') : t('legs.talk', { talk: formatDuration(leg.talkMs) }),
                ...(leg.holdMs > 0 ? [t('legs.hold', { hold: formatDuration(leg.holdMs) })] : []),
                ...(leg.wrapUpMs === null ? [] : [t('legs.wrapUp', { wrapUp: formatDuration(leg.wrapUpMs) })]),
              ].join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
