import type { FirstAdministrator } from '@sansheng/shared/contracts/people/sign-in';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { z } from 'zod';
import { NewPasswordFields } from './new-password-fields.tsx';
import { SignInFrame } from './sign-in-frame.tsx';
import { nothing, request } from '../../../rest/rest.ts';
import { Trouble } from '../../../ui/trouble.tsx';

type Fields = Omit<z.input<typeof FirstAdministrator>, 'token' | 'password'> & { newPassword: string };

/** The first administrator of a new center enters here, with the link printed at its start. */
export function SetUpPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [token] = useState(() => location.hash.slice(1));
  const [form] = Form.useForm<Fields>();
  const employeeNo = Form.useWatch('employeeNo', form) ?? '';
  const make = useMutation({
    mutationFn: async ({ newPassword: password, name, employeeNo: number }: Fields) => {
      await request(nothing, 'POST', '/first-administrator', { token, name, employeeNo: number, password });
      await request(nothing, 'POST', '/session', { employeeNo: number, password });
    },
    onSuccess: () => {
      queries.clear();
      // The link is used up, and nothing to find in the browser's history.
      void navigate('/', { replace: true });
    },
  });
  return (
    <SignInFrame>
      <h1>{t('setUp.title')}</h1>
      <p className="quiet" style={{ marginBottom: 16 }}>
        {t('setUp.hint')}
      </p>
      {make.error && (
        <div role="alert" style={{ marginBottom: 16 }}>
          <Trouble error={make.error} />
        </div>
      )}
      <Form form={form} layout="vertical" size="large" requiredMark={false} onFinish={(fields) => make.mutate(fields)}>
        <Form.Item
          name="employeeNo"
          label={t('signIn.number')}
          rules={[{ required: true, pattern: /^\s*\d{1,10}\s*$/, message: t('signIn.numberNeeded') }]}
        >
          <Input autoFocus autoComplete="username" inputMode="numeric" data-testid="set-up-number" />
        </Form.Item>
        <Form.Item
          name="name"
          label={t('admin.personName')}
          rules={[{ required: true, message: t('setUp.nameNeeded') }]}
        >
          <Input maxLength={64} data-testid="set-up-name" />
        </Form.Item>
        <NewPasswordFields employeeNo={employeeNo.trim()} />
        <Button block type="primary" htmlType="submit" loading={make.isPending} data-testid="set-up-submit">
          {t('setUp.submit')}
        </Button>
      </Form>
    </SignInFrame>
  );
}
