import { Hotline, QueueEdit } from '@sansheng/shared/contracts/telephony/queues';
import { Team } from '@sansheng/shared/contracts/people/accounts';
import { MenuSummary } from '@sansheng/shared/contracts/telephony/menu';
import { Button, Drawer, Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PreviewPanel } from '../routing/preview-panel.tsx';
import { nameOf } from '../../../language/language.ts';
import { ActiveMark } from '../../settings/setting-kit/active-mark.tsx';
import { IdField } from '../../settings/setting-kit/id-field.tsx';
import { MembersDrawer } from './members-drawer.tsx';
import { QueueFields } from './queue-fields.tsx';
import { SettingTable, useSettings } from '../../settings/setting-kit/setting-table.tsx';

export function TeamSettings() {
  const { t } = useTranslation();
  return (
    <SettingTable
      kind={{
        path: 'teams',
        word: 'teams',
        row: Team,
        idField: 'teamId',
        nameOf: (team) => team.name,
        fresh: {},
        columns: [
          { title: t('admin.id'), dataIndex: 'teamId', width: 200 },
          { title: t('admin.name'), dataIndex: 'name' },
        ],
        fields: (isNew) => (
          <>
            <IdField name="teamId" isNew={isNew} />
            <Form.Item name="name" label={t('admin.name')} rules={[{ required: true, max: 64 }]}>
              <Input />
            </Form.Item>
          </>
        ),
      }}
    />
  );
}

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
          fresh: {
            policy: 'ring-first',
            ringsPerOffer: 3,
            wrapUpLimitSeconds: 60,
            serviceLevelSeconds: 20,
            priority: 5,
            sizeLimit: 500,
            strategy: 'longestIdle',
            seatsAtOnce: 1,
            headStartSeconds: 0,
            fairShare: 0,
            ownSeatWaitSeconds: 0,
            wrapUpMode: 'limited',
            borrowFrom: [],
            borrowAfterSeconds: 0,
            needs: [],
            tierPriorities: {},
            announceEverySeconds: 30,
            saysEstimatedWait: true,
            callbackKey: '1',
            callbackTries: 3,
            callbackRetrySeconds: 300,
            oldPlaceSeconds: 300,
            callerNumber: '',
            isRecorded: true,
            recordingDays: 0,
            saysSeatNumber: false,
            asksVote: false,
            prompts: { greeting: null, hold: null, closed: null, voicemail: null, busy: null },
            music: [],
            isActive: true,
          },
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

export function HotlineSettings() {
  const { t } = useTranslation();
  const queues = useSettings('queues', QueueEdit).data ?? [];
  const menus = useSettings('menus', MenuSummary).data ?? [];
  const nameOfMenu = (menu: MenuSummary) => `${t('admin.menus')}${t('list.colon')}${nameOf(menu)}`;
  const nameOfQueue = (queueId: string) => {
    const menu = menus.find((one) => queueId === `menu:${one.menuId}`);
    if (menu) return nameOfMenu(menu);
    const queue = queues.find((one) => one.queueId === queueId);
    return queue ? nameOf(queue) : queueId;
  };
  return (
    <SettingTable
      kind={{
        path: 'hotlines',
        word: 'hotlines',
        row: Hotline,
        idField: 'number',
        nameOf: (hotline) => hotline.number,
        fresh: { priority: null },
        columns: [
          { title: t('admin.number'), dataIndex: 'number', width: 160 },
          { title: t('admin.name'), dataIndex: 'name' },
          { title: t('admin.queue'), render: (_, hotline) => nameOfQueue(hotline.queueId) },
          {
            title: t('admin.ownPriority'),
            width: 220,
            align: 'right',
            render: (_, hotline) => hotline.priority ?? t('routing.asQueue'),
          },
        ],
        fields: (isNew) => (
          <>
            <Form.Item name="number" label={t('admin.number')} rules={[{ required: true, pattern: /^\+?\d{1,20}$/ }]}>
              <Input disabled={!isNew} inputMode="numeric" />
            </Form.Item>
            <Form.Item name="name" label={t('admin.name')} rules={[{ required: true, max: 64 }]}>
              <Input />
            </Form.Item>
            <Form.Item name="queueId" label={t('admin.queue')} rules={[{ required: true }]}>
              <Select
                options={[
                  ...queues
                    .filter((queue) => queue.isActive)
                    .map((queue) => ({ value: queue.queueId, label: nameOf(queue) })),
                  ...menus
                    .filter((menu) => menu.publishedVersion !== null)
                    .map((menu) => ({ value: `menu:${menu.menuId}`, label: nameOfMenu(menu) })),
                ]}
              />
            </Form.Item>
            <Form.Item name="priority" label={t('admin.ownPriority')}>
              <InputNumber min={0} max={9} precision={0} changeOnWheel={false} />
            </Form.Item>
          </>
        ),
      }}
    />
  );
}
