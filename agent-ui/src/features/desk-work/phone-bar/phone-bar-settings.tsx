import { PhoneBarSite, popFields } from '@sansheng/shared/contracts/desk-work/phone-bar';
import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { SettingTable } from '../../settings/setting-kit/setting-table.tsx';

/** Sites whose pages may use the phone bar, and where each shows the caller. */
export function PhoneBarSettings() {
  const { t } = useTranslation();
  return (
    <>
      <p className="quiet">{t('lead.phoneBar.hint')}</p>
      <pre className="small">{`<script src="${location.origin}/phone-bar.js"></script>`}</pre>
      <SettingTable<PhoneBarSite>
        kind={{
          path: 'phone-bar-sites',
          word: 'phoneBar',
          row: PhoneBarSite,
          idField: 'origin',
          nameOf: ({ name }) => name,
          fresh: { popUrl: '' },
          columns: [
            { title: t('admin.name'), dataIndex: 'name', width: 160 },
            { title: t('lead.phoneBar.origin'), dataIndex: 'origin', width: 260 },
            { title: t('lead.phoneBar.popUrl'), dataIndex: 'popUrl', ellipsis: true },
          ],
          fields: (isNew) => (
            <>
              <Form.Item
                name="origin"
                label={t('lead.phoneBar.origin')}
                extra={t('lead.phoneBar.originHint')}
                rules={[{ required: true, max: 200 }]}
              >
                <Input disabled={!isNew} placeholder="https://crm.example.cn" />
              </Form.Item>
              <Form.Item name="name" label={t('admin.name')} rules={[{ required: true, max: 64 }]}>
                <Input />
              </Form.Item>
              <Form.Item
                name="popUrl"
                label={t('lead.phoneBar.popUrl')}
                extra={t('lead.phoneBar.popUrlHint', { fields: popFields.map((field) => `{${field}}`).join(' ') })}
                rules={[{ max: 1000 }]}
              >
                <Input placeholder="https://crm.example.cn/callers?number={number}" />
              </Form.Item>
            </>
          ),
        }}
      />
    </>
  );
}
