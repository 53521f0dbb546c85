import { qualityWordOf } from '@sansheng/shared/domain/call-quality';
import { useTranslation } from 'react-i18next';
import { useSeatView } from '../desk/seat.tsx';
import './quality.css';

const bars = { good: 3, fair: 2, poor: 1 } as const;

/** Three bars and a word; the figures beside it are for whoever is asked what is wrong. */
export function QualityMeter() {
  const { t } = useTranslation();
  const quality = useSeatView((view) => view.quality);
  const isEstablished = useSeatView((view) => view.isEstablished);
  if (!isEstablished || quality === null) return null;
  const { now, lost } = quality;
  const word = lost === null ? qualityWordOf(now.mos) : 'lost';
  const lit = word === 'lost' ? 0 : bars[word];
  return (
    <div className="quality" data-testid="quality" data-word={word}>
      <span className="quality-bars" aria-hidden="true">
        {[1, 2, 3].map((bar) => (
          <i key={bar} data-lit={bar <= lit} />
        ))}
      </span>
      <b>{t(`quality.words.${word}`)}</b>
      <span className="quality-figures figures quiet">
        MOS {now.mos.toFixed(1)} · {now.roundTripMs === null ? '–' : now.roundTripMs} ms ·{' '}
        {t('quality.lost', { share: (Math.max(now.lostShare, now.sentLostShare) * 100).toFixed(1) })}
      </span>
      {lost !== null && (
        <p className="quality-trouble" role="alert">
          {t(`quality.gone.${lost}`)}
        </p>
      )}
    </div>
  );
}
