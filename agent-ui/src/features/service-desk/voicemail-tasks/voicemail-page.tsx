import {
  Voicemail,
  VoicemailPage as VoicemailList,
  voicemailStates,
} from '@sansheng/shared/contracts/service-desk/voicemail-tasks';
import { AudioOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../language/language.ts';
import { formatClock, formatNumber } from '../../../ui/format.ts';
import { ListViews } from '../../../ui/list-page/list-filters.tsx';
import { ListPage } from '../../../ui/list-page/list-page.tsx';
import { useAct } from '../../../ui/list-page/use-act.ts';
import { useList } from '../../../ui/list-page/use-list.ts';
import { StateMark } from '../../../ui/state-mark.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import { CallDrawer } from '../../records/call-records/call-drawer.tsx';
import { VoicemailDoneDialog } from './voicemail-done-dialog.tsx';
import { VoicemailSound } from './voicemail-sound.tsx';

const tones = { new: 'alarm', taken: 'talking', done: 'ready' } as const;

/** Messages that callers have left, as tasks. */
export function VoicemailPage() {
  const { t } = useTranslation();
  const { me } = useSession();
  const [finishing, setFinishing] = useState<Voicemail | null>(null);
  const list = useList({
    path: '/voicemails',
    page: VoicemailList,
    filters: ['state'],
    usual: { state: 'new' },
    asked: ({ state }) => ({ state: state === 'all' ? undefined : state }),
    refreshMs: 10_000,
  });
  const act = useAct(Voicemail, {
    key: 'voicemails',
    onDone: () => setFinishing(null),
  });
  const run = ({ voicemailId, revision }: Voicemail, name: string, body?: object) =>
    act.mutate({ path: `/voicemails/${voicemailId}/${name}`, revision, ...(body && { body }) });
  const numberOf = ({ callerNumber }: Voicemail) => formatNumber(callerNumber) || t('ring.withheld');

  return (
    <ListPage
      title={t('voicemail.title')}
      list={list}
      filters={
        <ListViews
          name="state"
          options={[
            ...voicemailStates.map((value) => ({ value: value as string, label: t(`voicemail.state.${value}`) })),
            { value: 'all', label: t('voicemail.all') },
          ]}
        />
      }
      rowsOf={(page) => page.voicemails}
      rowKey="voicemailId"
      onOpen={({ callId }) => list.choose({ call: callId })}
      empty={{ icon: <AudioOutlined />, title: t('voicemail.empty'), hint: t('voicemail.emptyHint') }}
      columns={[
        {
          title: t('voicemail.leftAt'),
          width: 120,
          show: (one) => formatClock(one.leftAtMs, me.timeZone, 'MM-DD HH:mm'),
        },
        { title: t('calls.caller'), width: 140, show: numberOf },
        { title: t('calls.customer'), show: ({ customerName }) => customerName ?? '–' },
        {
          title: t('calls.queue'),
          width: 130,
          show: ({ queueName, queueNameEn, queueId }) =>
            nameOf({ name: queueName ?? queueId, nameEn: queueNameEn ?? queueId }),
        },
        {
          title: t('voicemail.sound'),
          width: 320,
          hasControls: true,
          show: (one) => <VoicemailSound voicemail={one} />,
        },
        {
          title: t('callbacks.state'),
          width: 200,
          show: ({ state, takenBy, takenByName, note }) => (
            <span title={note}>
              <StateMark tone={tones[state]}>{t(`voicemail.state.${state}`)}</StateMark>{' '}
              {takenBy !== null && `${takenByName ?? ''} ${takenBy}`}
            </span>
          ),
        },
      ]}
      actsWidth={170}
      acts={(one) => [
        one.may.claim && { label: t('voicemail.take'), run: () => run(one, 'take') },
        one.may.settle && { label: t('voicemail.done'), isMain: true, run: () => setFinishing(one) },
        one.may.release && { label: t('voicemail.release'), run: () => run(one, 'release') },
      ]}
    >
      {finishing && (
        <VoicemailDoneDialog
          who={finishing.customerName ?? numberOf(finishing)}
          isSaving={act.isPending}
          onCancel={() => setFinishing(null)}
          onSave={(body) => run(finishing, 'done', body)}
        />
      )}
      <CallDrawer callId={list.opened('call')} onClose={() => list.choose({ call: undefined })} />
    </ListPage>
  );
}
