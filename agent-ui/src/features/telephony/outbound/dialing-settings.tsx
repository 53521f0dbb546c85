import { DialingRule, OutboundSettings } from '@sansheng/shared/contracts/telephony/outbound';
import { seatRoles } from '@sansheng/shared/domain/roles';
import { Form, Input, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { ActiveMark } from '../../settings/setting-kit/active-mark.tsx';
import { SettingTable } from '../../settings/setting-kit/setting-table.tsx';
import { NumberField } from '../../settings/setting-kit/number-field.tsx';
import '../../settings/setting-kit/setting-kit.css';

const limits = ['perMinute', 'perHour', 'perDay', 'pauseLimitSeconds'] as const;

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
          isFixed: true,
          columns: [
            { title: '', render: () => t('outbound.center') },
            { title: t('outbound.callerNumber'), render: (_, row) => row.callerNumber || '–' },
            ...limits.map((name) => ({
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
              {limits.map((name) => (
                <NumberField key={name} row={OutboundSettings} name={name} label={t(`outbound.${name}`)} />
              ))}
            </>
          ),
        }}
      />
    </>
  );
}
