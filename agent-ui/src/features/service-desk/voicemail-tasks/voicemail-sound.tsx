import type { Voicemail } from '@sansheng/shared/contracts/service-desk/voicemail-tasks';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../../ui/format.ts';

/** A message to listen to, or why there is no sound. */
export function VoicemailSound({ voicemail: { voicemailId, recordingState, durationMs } }: { voicemail: Voicemail }) {
  const { t } = useTranslation();
  if (recordingState !== 'ready') {
    const word = recordingState === 'deleted' ? 'voicemail.deleted' : 'voicemail.preparing';
    return <span className="quiet">{t(word)}</span>;
  }
  return (
    <span style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
      <audio
        controls
        preload="none"
        style={{ height: 30, width: 240 }}
        src={`/api/v1/voicemails/${voicemailId}/audio`}
      />
      {formatDuration(durationMs ?? 0)}
    </span>
  );
}
