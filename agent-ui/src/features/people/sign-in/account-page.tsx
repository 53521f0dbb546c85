import { ApiToken } from '@sansheng/shared/contracts/people/api-tokens';
import { type ChangePassword, Me } from '@sansheng/shared/contracts/people/sign-in';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Checkbox, Descriptions, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { NewPasswordFields } from './new-password-fields.tsx';
import { useSession } from './session.tsx';
import { Refused, request } from '../../../rest/rest.ts';
import { Trouble } from '../../../ui/trouble.tsx';

type Fields = z.input<typeof ChangePassword> & { again: string };

/** One's own account and password; the first page after an administrator has set the password. */
export function AccountPage() {
  const { t } = useTranslation();
  const { me } = useSession();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const queries = useQueryClient();
  const tokens = useQuery({ queryKey: ['tokens'], queryFn: () => request(z.array(ApiToken), 'GET', '/tokens') });
  const own = (tokens.data ?? []).filter((one) => one.employeeNo === me.employeeNo && one.revokedAtMs === null).length;
  const save = useMutation({
    mutationFn: ({ currentPassword, newPassword, endsTokens }: Fields) =>
      request(Me, 'PUT', '/me/password', { currentPassword, newPassword, endsTokens }),
    onSuccess: (changed) => {
      form.resetFields();
      queries.setQueryData(['me'], changed);
      void queries.invalidateQueries({ queryKey: ['tokens'] });
      void message.success(t('account.changed'));
    },
  });
  return (
    <div className="page" style={{ maxWidth: 560 }}>
      <div className="page-head">
        <h1>{t('account.title')}</h1>
      </div>
      {me.mustChangePassword && (
        <Alert type="warning" showIcon title={t('account.mustChange')} style={{ marginBottom: 16 }} />
      )}
      <Descriptions
        size="small"
        column={1}
        items={[
          { key: 'name', label: t('admin.personName'), children: me.name },
          { key: 'number', label: t('signIn.number'), children: me.employeeNo },
          { key: 'roles', label: t('admin.roles'), children: me.roles.map((role) => t(`roles.${role}`)).join(' · ') },
          { key: 'team', label: t('admin.team'), children: me.teamName ?? '–' },
        ]}
      />
      <h2 style={{ margin: '24px 0 12px', fontSize: 16 }}>{t('account.password')}</h2>
      {save.error && (
        <div role="alert" style={{ marginBottom: 16 }}>
          {save.error instanceof Refused && save.error.code === 'wrongCredentials' ? (
            <Alert type="error" showIcon title={t('account.wrongPassword')} />
          ) : (
            <Trouble error={save.error} />
          )}
        </div>
      )}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ endsTokens: true }}
        onFinish={(fields) => save.mutate(fields)}
      >
        <Form.Item
          name="currentPassword"
          label={t('account.currentPassword')}
          rules={[{ required: true, message: t('signIn.passwordNeeded') }]}
        >
          <Input.Password autoComplete="current-password" maxLength={200} data-testid="current-password" />
        </Form.Item>
        <NewPasswordFields employeeNo={me.employeeNo} />
        <Form.Item name="endsTokens" valuePropName="checked" hidden={own === 0}>
          <Checkbox>{t('account.endsTokens', { n: own })}</Checkbox>
        </Form.Item>
        <p className="quiet small" style={{ marginBottom: 10 }}>
          {t('account.othersEnd')}
        </p>
        <Button type="primary" htmlType="submit" loading={save.isPending} data-testid="change-password">
          {t('account.change')}
        </Button>
      </Form>
    </div>
  );
}
