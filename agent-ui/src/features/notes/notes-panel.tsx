import { FormOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { EmptyHint } from '../../ui/empty-hint.tsx';
import { useSeatView } from '../desk/seat.tsx';
import { useNoteDraft } from './note-draft.ts';

/** Written while talking, taken over by the wrap-up. */
export function NotesPanel() {
  const { t } = useTranslation();
  const desk = useSeatView((view) => view.desk);
  const callId = desk?.call?.callId ?? desk?.offer?.callId;
  if (desk?.call?.direction === 'internal') return <EmptyHint icon={<FormOutlined />} title={t('notes.internal')} />;
  return callId === undefined ? (
    <EmptyHint icon={<FormOutlined />} title={t(desk?.wrapUp ? 'notes.inWrapUp' : 'notes.idle')}>
      {!desk?.wrapUp && t('notes.hint')}
    </EmptyHint>
  ) : (
    <NoteOf callId={callId} />
  );
}

function NoteOf({ callId }: { callId: string }) {
  const { t } = useTranslation();
  const [note, write] = useNoteDraft(callId);
  return (
    <div className="panel-body notes-body">
      <Input.TextArea
        data-testid="notes"
        value={note}
        maxLength={4000}
        placeholder={t('wrapUp.notePlaceholder')}
        aria-label={t('notes.title')}
        onChange={(event) => write(event.target.value)}
      />
      <p className="quiet small">{t('notes.hint')}</p>
    </div>
  );
}
