import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { SILENCE_DB, SoundLevel } from '../../../softphone/sound-level.ts';
import { useSeat } from '../../desk-work/desk/seat.tsx';

/** How loud the microphone is now; full at the loudest that can be sent. */
export function MicrophoneLevel() {
  const { t } = useTranslation();
  const seat = useSeat();
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    const stream = seat.microphoneStream();
    if (stream === null) return;
    const level = new SoundLevel(stream);
    const timer = setInterval(() => {
      const share = Math.max(0, 1 - level.readDb() / SILENCE_DB);
      bar.current?.style.setProperty('--share', String(share));
    }, 100);
    return () => {
      clearInterval(timer);
      level.close();
    };
  }, [seat]);
  return (
    <span className="level" role="img" aria-label={t('devices.level')}>
      <i ref={bar} />
    </span>
  );
}
