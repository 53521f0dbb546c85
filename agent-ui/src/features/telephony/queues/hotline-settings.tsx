import { Hotline, QueueEdit } from '@sansheng/shared/contracts/telephony/queues';
import { MenuSummary } from '@sansheng/shared/contracts/telephony/menu';
import { Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../language/language.ts';
import { SettingTable, useSettings } from '../../settings/setting-kit/setting-table.tsx';

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
