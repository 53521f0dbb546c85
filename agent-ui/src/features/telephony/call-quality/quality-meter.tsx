import { useTranslation } from 'react-i18next';
import { useSeatView } from '../../desk-work/desk/seat.tsx';
import { QualityBars, wordOf } from './quality-bars.tsx';

/** Three bars and a word; the figures beside it are for support. */
export function QualityMeter() {
  const { t } = useTranslation();
  const quality = useSeatView((view) => view.quality);
  const isEstablished = useSeatView((view) => view.isEstablished);
  if (!isEstablished || quality === null) return null;
  const { now, lost } = quality;
  const word = wordOf(now.mos, lost !== null);
  return (
    <div className="quality" data-testid="quality" data-word={word}>
      <QualityBars word={word} />
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
