import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Plays through the server, which checks who listens and writes it down. Seeking asks for the part it needs. */
export function RecordingPlayer({ recordingId, autoPlay = false }: { recordingId: string; autoPlay?: boolean }) {
  const { t } = useTranslation();
  const [isBroken, setBroken] = useState(false);
  if (isBroken) return <span className="quiet small">{t('calls.recordingFailed')}</span>;
  return (
    <audio
      controls
      autoPlay={autoPlay}
      preload={autoPlay ? 'auto' : 'none'}
      src={`/api/v1/recordings/${recordingId}/audio`}
      onError={() => setBroken(true)}
      style={{ height: 34, width: '100%', maxWidth: 420, display: 'block' }}
    />
  );
}
