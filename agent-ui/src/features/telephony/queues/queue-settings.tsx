import { QueueEdit } from '@sansheng/shared/contracts/telephony/queues';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PreviewPanel } from '../routing/preview-panel.tsx';
import { nameOf } from '../../../language/language.ts';
import { ActiveMark } from '../../settings/setting-kit/active-mark.tsx';
import { MembersDrawer } from './members-drawer.tsx';
import { QueueFields } from './queue-fields.tsx';
import { SettingTable, useSettings } from '../../settings/setting-kit/setting-table.tsx';

export function QueueSettings() {
  const { t } = useTranslation();
  const queues = useSettings('queues', QueueEdit).data ?? [];
  const [membersOf, setMembersOf] = useState<QueueEdit | null>(null);
  const [previewOf, setPreviewOf] = useState<QueueEdit | null>(null);
  return (
    <>
      <SettingTable
        kind={{
          path: 'queues',
          word: 'queues',
          row: QueueEdit,
          idField: 'queueId',
          nameOf,
          columns: [
            { title: t('admin.id'), dataIndex: 'queueId', width: 130 },
            { title: t('admin.name'), width: 140, render: (_, queue) => nameOf(queue) },
            { title: t('admin.policy'), width: 100, render: (_, queue) => t(`admin.policies.${queue.policy}`) },
            { title: t('admin.strategy'), width: 110, render: (_, queue) => t(`admin.strategies.${queue.strategy}`) },
            { title: t('admin.ringsPerOffer'), dataIndex: 'ringsPerOffer', width: 100, align: 'right' },
            { title: t('admin.serviceLevelSeconds'), dataIndex: 'serviceLevelSeconds', width: 120, align: 'right' },
            { title: t('admin.priority'), dataIndex: 'priority', width: 80, align: 'right' },
            { title: t('admin.isActive'), width: 90, render: (_, queue) => <ActiveMark isActive={queue.isActive} /> },
          ],
          rowActions: (queue) => (
            <>
              <Button type="link" size="small" onClick={() => setPreviewOf(queue)}>
                {t('routing.previewRun')}
              </Button>
              <Button type="link" size="small" onClick={() => setMembersOf(queue)}>
                {t('admin.members')}
              </Button>
            </>
          ),
          fields: (isNew) => <QueueFields isNew={isNew} queues={queues} />,
        }}
      />
      {membersOf && <MembersDrawer queue={membersOf} onClose={() => setMembersOf(null)} />}
      {previewOf && (
        <Drawer
          open
          size={520}
          title={`${t('routing.preview')} · ${nameOf(previewOf)}`}
          onClose={() => setPreviewOf(null)}
        >
          <PreviewPanel queueId={previewOf.queueId} />
        </Drawer>
      )}
    </>
  );
}
