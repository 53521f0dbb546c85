import { FormOutlined } from '@ant-design/icons';
import { type HandedNote, MAX_NOTE } from '@sansheng/shared/contracts/telephony/wrap-up';
import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { EmptyHint } from '../../../ui/empty-hint.tsx';
import { formatClock } from '../../../ui/format.ts';
import { isCoachingRole } from '../../telephony/coaching/coaching-role.ts';
import { useCategoryName, useSeatView } from '../desk/seat.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import { DraftState } from './draft-state.tsx';
import { useDraft } from './note-draft.ts';
import './notes.css';

/** Written while talking, continued in the wrap-up. */
export function NotesPanel() {
  const { t } = useTranslation();
  const desk = useSeatView((view) => view.desk);
  // A listening lead leaves nothing in the call's record.
  const isCoaching = desk?.call != null && isCoachingRole(desk.call.role);
  const callId = isCoaching ? undefined : (desk?.call?.callId ?? desk?.offer?.callId);
  if (desk?.call?.direction === 'internal') return <EmptyHint icon={<FormOutlined />} title={t('notes.internal')} />;
  return callId === undefined ? (
    <EmptyHint icon={<FormOutlined />} title={t(desk?.wrapUp ? 'notes.inWrapUp' : 'notes.idle')}>
      {!desk?.wrapUp && t('notes.hint')}
    </EmptyHint>
  ) : (
    <NoteOf key={callId} callId={callId} />
  );
}

export function NoteOf({ callId, autoFocus = false }: { callId: string; autoFocus?: boolean }) {
  const { t } = useTranslation();
  const [{ words, state, handed }, write] = useDraft(callId);
  return (
    <div className="panel-body notes-body">
      <HandedNotes handed={handed} />
      <Input.TextArea
        data-testid="notes"
        autoFocus={autoFocus}
        value={words.note}
        maxLength={MAX_NOTE}
        placeholder={t('wrapUp.notePlaceholder')}
        aria-label={t('notes.title')}
        onChange={(event) => write({ note: event.target.value })}
      />
      {words.note === '' ? <p className="quiet small">{t('notes.hint')}</p> : <DraftState state={state} />}
    </div>
  );
}

/** What the seats that had the call before, or invited this one, have written about it. */
function HandedNotes({ handed }: { handed: HandedNote[] }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const categoryName = useCategoryName();
  return (
    <>
      {handed.map(({ agentId, name, categoryId, note, said, atMs }) => (
        <section key={agentId} className="handed-note" data-testid={`handed-${agentId}`}>
          <header className="small">
            <b>{t('notes.handedBy', { who: `${name} ${agentId}` })}</b>
            <span className="figures quiet">{formatClock(atMs, me.timeZone, 'HH:mm')}</span>
          </header>
          {said !== '' && <p>{said}</p>}
          {categoryId !== '' && <p className="small">{categoryName({ categoryId, categoryName: null })}</p>}
          {note !== '' && <p className="handed-words">{note}</p>}
        </section>
      ))}
    </>
  );
}
