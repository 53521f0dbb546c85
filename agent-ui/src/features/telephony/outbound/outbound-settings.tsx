import { DialingRule, DoNotCall, OutboundSettings } from '@sansheng/shared/contracts/telephony/outbound';
import { seatRoles } from '@sansheng/shared/domain/roles';
import { Form, Input, InputNumber, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatClock } from '../../../ui/format.ts';
import { useSession } from '../../people/sign-in/session.tsx';
import { ActiveMark } from '../../settings/setting-kit/active-mark.tsx';
import { SettingTable } from '../../settings/setting-kit/setting-table.tsx';
import '../../settings/setting-kit/setting-kit.css';

const limits = [
  ['perMinute', 1, 100],
  ['perHour', 1, 1000],
  ['perDay', 1, 10_000],
  ['pauseLimitSeconds', 5, 3600],
] as const;

/** Who may dial what, and how often one number is called. */
export function DialingSettings() {
  const { t } = useTranslation();
  const list = (prefixes: string[]) =>
    prefixes.join(t('list.comma')) || <span className="quiet">{t('outbound.none')}</span>;
  return (
    <>
      <SettingTable
        kind={{
          path: 'dialing-rules',
          word: 'dialingRules',
          row: DialingRule,
          idField: 'role',
          nameOf: ({ role }) => t(`roles.${role}`),
          fresh: { isHomeAllowed: true, prefixes: [], denied: [] },
          columns: [
            { title: t('outbound.role'), width: 160, render: (_, rule) => t(`roles.${rule.role}`) },
            {
              title: t('outbound.isHomeAllowed'),
              width: 220,
              render: (_, rule) => <ActiveMark isActive={rule.isHomeAllowed} />,
            },
            { title: t('outbound.prefixes'), render: (_, rule) => list(rule.prefixes) },
            { title: t('outbound.denied'), render: (_, rule) => list(rule.denied) },
          ],
          fields: (isNew) => (
            <>
              <Form.Item name="role" label={t('outbound.role')} rules={[{ required: true }]}>
                <Select
                  disabled={!isNew}
                  options={seatRoles.map((role) => ({ value: role, label: t(`roles.${role}`) }))}
                />
              </Form.Item>
              <Form.Item name="isHomeAllowed" label={t('outbound.isHomeAllowed')} valuePropName="checked">
                <Switch />
              </Form.Item>
              <Form.Item name="prefixes" label={t('outbound.prefixes')} extra={t('outbound.prefixesHint')}>
                <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', '，', ' ']} />
              </Form.Item>
              <Form.Item name="denied" label={t('outbound.denied')}>
                <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', '，', ' ']} />
              </Form.Item>
            </>
          ),
        }}
      />
      <h3 className="admin-part">{t('outbound.limits')}</h3>
      <SettingTable
        kind={{
          path: 'outbound-settings',
          word: 'outboundSettings',
          row: OutboundSettings,
          idField: 'settingsId',
          nameOf: () => t('outbound.center'),
          fresh: {},
          isFixed: true,
          columns: [
            { title: '', render: () => t('outbound.center') },
            { title: t('outbound.callerNumber'), render: (_, row) => row.callerNumber || '–' },
            ...limits.map(([name]) => ({
              title: t(`outbound.${name}`),
              dataIndex: name,
              align: 'right' as const,
            })),
          ],
          fields: () => (
            <>
              <Form.Item
                name="callerNumber"
                label={t('outbound.callerNumber')}
                extra={t('outbound.callerNumberHint')}
                rules={[{ pattern: /^(\+?\d{1,20})?$/ }]}
              >
                <Input inputMode="tel" />
              </Form.Item>
              {limits.map(([name, min, max]) => (
                <Form.Item key={name} name={name} label={t(`outbound.${name}`)} rules={[{ required: true }]}>
                  <InputNumber min={min} max={max} precision={0} changeOnWheel={false} style={{ width: '100%' }} />
                </Form.Item>
              ))}
            </>
          ),
        }}
      />
    </>
  );
}

/** The do-not-call list, with reasons; maintained by administrators and leads. */
export function DoNotCallSettings() {
  const { t } = useTranslation();
  const { me } = useSession();
  return (
    <SettingTable
      kind={{
        path: 'do-not-call',
        word: 'doNotCall',
        row: DoNotCall,
        idField: 'number',
        nameOf: ({ number }) => number,
        fresh: {},
        columns: [
          { title: t('outbound.number'), dataIndex: 'number', width: 170 },
          { title: t('outbound.reason'), dataIndex: 'reason' },
          { title: t('outbound.addedBy'), dataIndex: 'addedBy', width: 100 },
          {
            title: t('outbound.addedAt'),
            width: 150,
            render: (_, entry) => formatClock(entry.addedAtMs, me.timeZone, 'YYYY-MM-DD HH:mm'),
          },
        ],
        fields: (isNew) => (
          <>
            <Form.Item name="number" label={t('outbound.number')} rules={[{ required: true, max: 40 }]}>
              <Input inputMode="tel" disabled={!isNew} />
            </Form.Item>
            <Form.Item name="reason" label={t('outbound.reason')} rules={[{ required: true, max: 200 }]}>
              <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} />
            </Form.Item>
          </>
        ),
      }}
    />
  );
}
