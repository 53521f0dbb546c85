import {
  Voicemail,
  VoicemailPage as VoicemailList,
  voicemailStates,
} from '@sansheng/shared/contracts/service-desk/voicemail-tasks';
import { AudioOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../language/language.ts';
import { formatNumber } from '../../../ui/format.ts';
import { ListPage } from '../../../ui/list-page/list-page.tsx';
import { useList } from '../../../ui/list-page/use-list.ts';
import { useSession } from '../../people/sign-in/session.tsx';
import { CallDrawer } from '../../records/call-records/call-drawer.tsx';
import { useTaskActs } from '../task-kit/use-task-acts.ts';
import { VoicemailDoneDialog } from './voicemail-done-dialog.tsx';
import { VoicemailSound } from './voicemail-sound.tsx';
import { VoicemailState } from './voicemail-state.tsx';

/** Messages that callers have left, as tasks. */
export function VoicemailPage() {
  const { t } = useTranslation();
  const { me } = useSession();
  const list = useList({
    path: '/voicemails',
    page: VoicemailList,
    rowsOf: (page) => page.voicemails,
    views: [...voicemailStates, 'all'],
    asked: ({ view }) => ({ state: view === 'all' ? undefined : view }),
    refreshMs: 10_000,
  });
  const call = list.opened('call');
  const tasks = useTaskActs(Voicemail, {
    key: 'voicemails',
    words: 'voicemail',
    pathOf: ({ voicemailId }) => `/voicemails/${voicemailId}`,
    claim: 'take',
    settle: 'done',
  });
  const numberOf = ({ callerNumber }: Voicemail) => formatNumber(callerNumber) || t('ring.withheld');
  return (
    <ListPage
      words="voicemail"
      icon={<AudioOutlined />}
      list={list}
      rowKey="voicemailId"
      onOpen={({ callId }) => call.open(callId)}
      columns={[
        { title: t('voicemail.leftAt'), width: 120, time: ({ leftAtMs }) => leftAtMs, timeZone: me.timeZone },
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
        { title: t('callbacks.state'), width: 200, show: (one) => <VoicemailState voicemail={one} /> },
      ]}
      actsWidth={170}
      acts={tasks.acts}
    >
      {tasks.settling && (
        <VoicemailDoneDialog who={tasks.settling.customerName ?? numberOf(tasks.settling)} {...tasks.dialog} />
      )}
      <CallDrawer callId={call.id} onClose={call.close} />
    </ListPage>
  );
}
