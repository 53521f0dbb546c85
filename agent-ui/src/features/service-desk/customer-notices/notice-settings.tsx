import {
  noticeDrivers,
  NoticeSecret,
  NoticeSettings as Settings,
} from '@sansheng/shared/contracts/service-desk/customer-notices';
import { App, Button, Form, Input, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { request } from '../../../rest/rest.ts';
import { useSayRefusal } from '../../../ui/say-refusal.ts';
import { SettingTable } from '../../settings/setting-kit/setting-table.tsx';

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const halfHours = Array.from({ length: 49 }, (_, at) => ({ value: at * 30, label: clock(at * 30) }));

/** By which gateway customers are told, and in which hours. */
export function NoticeSettings() {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const sayRefusal = useSayRefusal();
  const renew = () =>
    modal.confirm({
      title: t('lead.webhooks.secretSure'),
      okText: t('lead.webhooks.secret'),
      cancelText: t('action.cancel'),
      onOk: async () => {
        try {
          const { secret } = await request(NoticeSecret, 'POST', '/admin/notice-settings/center/secret');
          modal.info({
            title: t('lead.webhooks.secretNew'),
            width: 560,
            content: (
              <Typography.Text code copyable>
                {secret}
              </Typography.Text>
            ),
          });
        } catch (error) {
          sayRefusal(error);
        }
      },
    });
  return (
    <SettingTable
      kind={{
        path: 'notice-settings',
        word: 'noticeSettings',
        row: Settings,
        idField: 'settingsId',
        nameOf: () => t('admin.noticeSettings'),
        isFixed: true,
        columns: [
          { title: t('customerNotices.driver'), render: (_, { driver }) => t(`customerNotices.drivers.${driver}`) },
          { title: t('customerNotices.url'), render: (_, { url }) => url || '–' },
          {
            title: t('customerNotices.hours'),
            width: 150,
            render: (_, { fromMinute, toMinute }) => `${clock(fromMinute)}–${clock(toMinute)}`,
          },
          {
            title: '',
            width: 140,
            render: () => (
              <Button type="link" size="small" onClick={renew}>
                {t('lead.webhooks.secret')}
              </Button>
            ),
          },
        ],
        fields: () => (
          <>
            <Form.Item name="driver" label={t('customerNotices.driver')}>
              <Select
                options={noticeDrivers.map((value) => ({ value, label: t(`customerNotices.drivers.${value}`) }))}
              />
            </Form.Item>
            <Form.Item name="url" label={t('customerNotices.url')} extra={t('customerNotices.urlHint')}>
              <Input maxLength={1000} placeholder="https://" />
            </Form.Item>
            <Form.Item name="fromMinute" label={t('customerNotices.from')}>
              <Select options={halfHours} />
            </Form.Item>
            <Form.Item name="toMinute" label={t('customerNotices.to')} extra={t('customerNotices.hoursHint')}>
              <Select options={halfHours} />
            </Form.Item>
          </>
        ),
      }}
    />
  );
}
