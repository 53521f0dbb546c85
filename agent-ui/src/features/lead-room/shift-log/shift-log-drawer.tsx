import { ShiftLog, ShiftNote } from '@sansheng/shared/contracts/lead-room/shift-log';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Drawer, Input, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryString, request } from '../../../rest/rest.ts';
import { formatClock } from '../../../ui/format.ts';
import { useSayRefusal } from '../../../ui/say-refusal.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import '../messages/messages.css';

const queryKey = ['shift-log'];

/** Leads' notes on the shift; a hand-over stays highlighted until the next lead accepts it. */
export function ShiftLogDrawer({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const { me } = useSession();
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const log = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => request(ShiftLog, 'GET', `/shift-log${queryString({ cursor: pageParam })}`),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const fail = useSayRefusal();
  const again = () => queries.invalidateQueries({ queryKey });
  const write = useMutation({
    mutationFn: (kind: ShiftNote['kind']) => request(ShiftNote, 'POST', '/shift-log', { kind, text }),
    onSuccess: () => setText(''),
    onError: fail,
    onSettled: again,
  });
  const take = useMutation({
    mutationFn: (noteId: string) => request(ShiftNote, 'PUT', `/shift-log/${noteId}/taken`),
    onError: fail,
    onSettled: again,
  });
  const dayOf = (atMs: number) =>
    new Date(atMs).toLocaleDateString(i18n.language, { timeZone: me.timeZone, month: '2-digit', day: '2-digit' });
  const notes = log.data?.pages.flatMap((page) => page.notes) ?? [];
  return (
    <Drawer open size={520} title={t('lead.shift.title')} onClose={onClose}>
      {log.error && <Trouble error={log.error} onRetry={() => void log.refetch()} />}
      <Input.TextArea
        autoFocus
        rows={4}
        maxLength={4000}
        value={text}
        placeholder={t('lead.shift.placeholder')}
        aria-label={t('lead.shift.placeholder')}
        data-testid="shift-text"
        onChange={(event) => setText(event.target.value)}
      />
      <p style={{ display: 'flex', gap: 8, margin: '10px 0' }}>
        <Button disabled={text.trim() === ''} loading={write.isPending} onClick={() => write.mutate('note')}>
          {t('lead.shift.note')}
        </Button>
        <Button
          type="primary"
          data-testid="shift-hand-over"
          disabled={text.trim() === ''}
          loading={write.isPending}
          onClick={() => write.mutate('handOver')}
        >
          {t('lead.shift.handOver')}
        </Button>
      </p>
      <ul className="message-sent">
        {notes.map((note) => (
          <li key={note.noteId} style={{ whiteSpace: 'pre-wrap' }}>
            {note.kind === 'handOver' && (
              <Tag color={note.takenBy === null ? 'orange' : 'default'}>{t('lead.shift.handOver')}</Tag>
            )}
            {note.text}
            <br />
            <small className="figures quiet">
              {dayOf(note.atMs)} {formatClock(note.atMs, me.timeZone)} · {note.name} {note.employeeNo}
              {note.takenByName !== null && ` · ${t('lead.shift.takenBy', { lead: note.takenByName })}`}
            </small>
            {note.kind === 'handOver' && note.takenBy === null && note.employeeNo !== me.employeeNo && (
              <Button size="small" type="link" onClick={() => take.mutate(note.noteId)}>
                {t('lead.shift.take')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {log.hasNextPage && <Button onClick={() => void log.fetchNextPage()}>{t('action.more')}</Button>}
    </Drawer>
  );
}
