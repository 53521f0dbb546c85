import type { DeskSnapshot } from '@sansheng/shared/contracts/desk-work/desk';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../../ui/format.ts';
import { useServerNow } from '../../../ui/use-server-now.ts';
import { useShortcut } from '../../../ui/use-shortcut.ts';
import { useSeat, useSeatCommand } from '../../desk-work/desk/seat.tsx';
import '../../records/recordings/recording.css';

/** Says whether the call is recorded, and pauses it while a customer reads out a card number. */
export function PauseRecording({ call }: { call: NonNullable<DeskSnapshot['call']> }) {
  const { t } = useTranslation();
  const seat = useSeat();
  const run = useSeatCommand();
  const { recording } = call;
  const isPaused = recording !== null && recording.pausedSinceMs !== null;
  const toggle = () => void (recording !== null && run(seat.pauseRecording(!isPaused)));
  useShortcut('Alt+KeyP', toggle);
  if (call.isDialling || call.direction === 'internal') return null;
  if (recording === null) return <p className="recording-state">{t('recording.off')}</p>;
  return (
    <div className="recording-state" data-paused={isPaused} aria-live="polite">
      <i aria-hidden="true" />
      <span>
        {t(isPaused ? 'recording.paused' : 'recording.recording')}
        {recording.untilMs !== null && <TimeLeft untilMs={recording.untilMs} />}
      </span>
      <Button size="small" data-testid="pause-recording" aria-pressed={isPaused} title="Alt+P" onClick={toggle}>
        {t(isPaused ? 'recording.resume' : 'recording.pause')}
      </Button>
    </div>
  );
}

function TimeLeft({ untilMs }: { untilMs: number }) {
  const { t } = useTranslation();
  const nowMs = useServerNow(500);
  return <small className="figures">{t('recording.left', { time: formatDuration(untilMs - nowMs) })}</small>;
}
