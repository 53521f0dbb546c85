import { PASSWORD_LENGTH, whyWeak } from '@sansheng/shared/domain/password-rule';
import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';

/** A new password, twice, by the same rule as on the server. */
export function NewPasswordFields({ employeeNo }: { employeeNo: string }) {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item
        name="newPassword"
        label={t('account.newPassword')}
        extra={t('account.passwordRule', { n: PASSWORD_LENGTH })}
        rules={[
          { required: true, message: t('signIn.passwordNeeded') },
          {
            validator: (_, password: string = '') => {
              const why = password === '' ? null : whyWeak(password, employeeNo);
              return why === null ? Promise.resolve() : Promise.reject(new Error(t(`account.weak.${why}`)));
            },
          },
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={200} data-testid="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('account.again')}
        dependencies={['newPassword']}
        rules={[
          { required: true, message: t('account.againNeeded') },
          ({ getFieldValue }) => ({
            validator: (_, again: string = '') =>
              again === '' || again === getFieldValue('newPassword')
                ? Promise.resolve()
                : Promise.reject(new Error(t('account.differ'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={200} data-testid="new-password-again" />
      </Form.Item>
    </>
  );
}
