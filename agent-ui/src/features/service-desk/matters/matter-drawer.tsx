import { type MatterAct, MatterDetail, MatterOwners } from '@sansheng/shared/contracts/service-desk/matters';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Input, Select, Skeleton, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { nothing, request } from '../../../rest/rest.ts';
import { formatClock } from '../../../ui/format.ts';
import { useSayRefusal } from '../../../ui/say-refusal.ts';
import { StateMark } from '../../../ui/state-mark.tsx';
import { Trouble } from '../../../ui/trouble.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import { DueTime } from './due-time.tsx';
import { MatterForm } from './matter-form.tsx';
import './matters.css';

type Act = Exclude<MatterAct, 'edit'>;
const acts = {
  note: { path: '/notes', said: 'matters.noted', hint: 'matters.notePlaceholder' },
  handOver: { path: '/hand-over', said: 'matters.handedOver', hint: 'matters.handOverHint' },
  settle: { path: '/close', said: 'matters.closed', hint: 'matters.closeHint' },
  reopen: { path: '/reopen', said: 'matters.reopened', hint: 'matters.reopenHint' },
} as const;

/** One matter with its history, and what may be done with it; closed while `matterId` is null. */
export function MatterDrawer({ matterId, onClose }: { matterId: string | null; onClose: () => void }) {
  const { t } = useTranslation();
  const detail = useQuery({
    queryKey: ['matters', 'detail', matterId],
    queryFn: () => request(MatterDetail, 'GET', `/matters/${matterId}`),
    enabled: matterId !== null,
  });
  return (
    <Drawer open={matterId !== null} onClose={onClose} size={560} title={t('matters.detail')} destroyOnHidden>
      {detail.error && <Trouble error={detail.error} onRetry={() => void detail.refetch()} />}
      {detail.isPending && matterId !== null && <Skeleton active />}
      {detail.data && <Detail matter={detail.data} />}
    </Drawer>
  );
}

function Detail({ matter }: { matter: MatterDetail }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const [isChanging, setChanging] = useState(false);
  const isOpen = matter.status === 'open';
  const offered = (Object.keys(acts) as Act[]).filter((act) => matter.may[act]);
  const clock = (atMs: number) => formatClock(atMs, me.timeZone, 'YYYY-MM-DD HH:mm');
  return (
    <div className="matter-detail">
      <header>
        <h2>{matter.title}</h2>
        <StateMark tone={isOpen ? 'offered' : 'ready'}>{t(`matters.states.${matter.status}`)}</StateMark>
        {matter.may.edit && (
          <Button size="small" onClick={() => setChanging(true)}>
            {t('matters.change')}
          </Button>
        )}
      </header>
      <dl>
        <div>
          <dt>{t('matters.customer')}</dt>
          <dd>{matter.customerName}</dd>
        </div>
        <div>
          <dt>{t('matters.kind')}</dt>
          <dd>{t(`screenPop.matterKinds.${matter.kind}`)}</dd>
        </div>
        <div>
          <dt>{t('matters.owner')}</dt>
          <dd>{matter.ownerId === null ? t('matters.nobody') : `${matter.ownerName ?? ''} ${matter.ownerId}`}</dd>
        </div>
        <div>
          <dt>{t('matters.due')}</dt>
          <dd>
            <DueTime dueAtMs={matter.dueAtMs} isOpen={isOpen} />
          </dd>
        </div>
        <div>
          <dt>{t('matters.since')}</dt>
          <dd className="figures">
            {clock(matter.openedAtMs)}{' '}
            {matter.callId !== null && (
              <Link className="plain-link" to={`/calls?call=${encodeURIComponent(matter.callId)}`}>
                {t('matters.call')}
              </Link>
            )}
          </dd>
        </div>
        {matter.closedAtMs !== null && (
          <div>
            <dt>{t('matters.closedAt')}</dt>
            <dd className="figures">{clock(matter.closedAtMs)}</dd>
          </div>
        )}
      </dl>
      {offered.length > 0 && <Acts key={matter.matterId} matter={matter} offered={offered} />}
      {matter.notes.length > 0 && <h3>{t('matters.history')}</h3>}
      {matter.isMasked && <p className="quiet small">{t('matters.maskedHint')}</p>}
      <ol className="matter-notes">
        {matter.notes.toReversed().map((note) => (
          <li key={note.noteId}>
            <span className="quiet small figures">
              {clock(note.atMs)} · {note.name ?? ''} {note.employeeNo} ·{' '}
              {t(`matters.noteKinds.${note.kind}`, { to: `${note.toName ?? ''} ${note.toId ?? ''}` })}
            </span>
            {note.text !== '' && (
              <p>{note.kind === 'changed' ? t('matters.before', { text: note.text }) : note.text}</p>
            )}
          </li>
        ))}
      </ol>
      {isChanging && <MatterForm of={matter} onClose={() => setChanging(false)} />}
    </div>
  );
}

/** One text field, with the action it belongs to beside it. */
function Acts({ matter, offered }: { matter: MatterDetail; offered: Act[] }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const sayRefusal = useSayRefusal();
  const queries = useQueryClient();
  const [chosen, setAct] = useState<Act>('note');
  // What somebody else has done meanwhile may leave nothing to do of that kind; what was typed stays.
  const act = offered.includes(chosen) ? chosen : (offered[0] ?? 'note');
  const [text, setText] = useState('');
  const [ownerId, setOwnerId] = useState<string>();
  const owners = useQuery({
    queryKey: ['matter-owners'],
    queryFn: () => request(MatterOwners, 'GET', '/matters/owners'),
    enabled: act === 'handOver',
    staleTime: 60_000,
  });
  const run = useMutation({
    mutationFn: () =>
      request(
        nothing,
        'POST',
        `/matters/${matter.matterId}${acts[act].path}`,
        { text, ...(act === 'handOver' && { ownerId }) },
        // A note contradicts nothing.
        act === 'note' ? undefined : matter.revision,
      ),
    onSuccess: () => {
      void message.success(t(acts[act].said));
      setText('');
      setAct('note');
    },
    onError: sayRefusal,
    onSettled: () => queries.invalidateQueries({ queryKey: ['matters'] }),
  });
  const isReady = act === 'handOver' ? ownerId !== undefined : text.trim() !== '';
  return (
    <section className="matter-acts">
      {offered.length > 1 && (
        <Space.Compact>
          {offered.map((one) => (
            <Button
              key={one}
              type={one === act ? 'primary' : 'default'}
              ghost={one === act}
              aria-pressed={one === act}
              data-testid={`matter-${one}`}
              onClick={() => setAct(one)}
            >
              {t(`matters.acts.${one}`)}
            </Button>
          ))}
        </Space.Compact>
      )}
      {act === 'handOver' && (
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('matters.handOverTo')}
          placeholder={t('matters.handOverTo')}
          value={ownerId ?? null}
          onChange={(next) => setOwnerId(next ?? undefined)}
          options={(owners.data?.owners ?? [])
            .filter(({ employeeNo }) => employeeNo !== matter.ownerId)
            .map(({ employeeNo, name }) => ({ value: employeeNo, label: `${name} ${employeeNo}` }))}
        />
      )}
      <Input.TextArea
        rows={2}
        maxLength={2000}
        aria-label={t('matters.text')}
        placeholder={t(acts[act].hint)}
        data-testid="matter-text"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button
        type="primary"
        disabled={!isReady}
        loading={run.isPending}
        data-testid="matter-act"
        onClick={() => run.mutate()}
      >
        {t(`matters.acts.${act}`)}
      </Button>
    </section>
  );
}
