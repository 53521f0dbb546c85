import { type Me, SignIn } from '@sansheng/shared/contracts/people/sign-in';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form, Input, type InputRef } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { z } from 'zod';
import { nothing, request } from '../../../rest/rest.ts';
import { cadenceTone } from '../../../softphone/cadence-tone.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { useCenter } from './center.ts';
import { type EndCode, loadMe } from './session.tsx';
import { SignInFrame } from './sign-in-frame.tsx';

type Credentials = z.input<typeof SignIn>;

const demoPassword = 'Sansheng-demo-1';
const demoAccounts = [
  { employeeNo: '1001', role: 'agent' },
  { employeeNo: '1002', role: 'agent' },
  { employeeNo: '2001', role: 'lead' },
  { employeeNo: '3001', role: 'supervisor' },
  { employeeNo: '9001', role: 'admin' },
] as const;

export function SignInPage({ ended, onSignedIn }: { ended: EndCode | null; onSignedIn: (me: Me) => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Credentials>();
  const first = useRef<InputRef>(null);
  const center = useCenter();
  useEffect(() => first.current?.focus(), []);
  useEffect(() => {
    document.title = `${t('product.name')} Sansheng`;
  }, [t]);

  const signIn = useMutation({
    mutationFn: async (body: Credentials) => {
      await request(nothing, 'POST', '/session', SignIn.parse(body));
      return loadMe();
    },
    onSuccess: onSignedIn,
  });

  return (
    <SignInFrame
      story={
        <ol>
          {(t('signIn.promise', { returnObjects: true }) as string[]).map((line, i) => (
            <li key={line} data-ring={i + 1}>
              <b>{i + 1}</b>
              {line}
            </li>
          ))}
        </ol>
      }
    >
      <h1>{t('signIn.title')}</h1>
      {ended !== null && !signIn.isPending && !signIn.error && (
        <Alert
          type={ended === 'signedOut' ? 'success' : 'warning'}
          showIcon
          title={t(`signIn.${ended}`)}
          style={{ marginBottom: 16 }}
        />
      )}
      {center.data?.needsAdministrator && (
        <Alert type="info" showIcon title={t('signIn.needsAdministrator')} style={{ marginBottom: 16 }} />
      )}
      {signIn.error && (
        <div style={{ marginBottom: 16 }} role="alert">
          <Trouble error={signIn.error} />
        </div>
      )}
      <Form
        form={form}
        layout="vertical"
        size="large"
        requiredMark={false}
        onFinish={(values) => {
          // The click is the gesture that lets the browser play the ring later.
          cadenceTone.unlock();
          signIn.mutate(values);
        }}
      >
        <Form.Item
          name="employeeNo"
          label={t('signIn.number')}
          rules={[{ required: true, pattern: /^\s*\d{1,10}\s*$/, message: t('signIn.numberNeeded') }]}
        >
          <Input ref={first} data-testid="sign-in-number" autoComplete="username" inputMode="numeric" />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('signIn.password')}
          rules={[{ required: true, message: t('signIn.passwordNeeded') }]}
        >
          <Input.Password data-testid="sign-in-password" autoComplete="current-password" />
        </Form.Item>
        <Button
          block
          type="primary"
          htmlType="submit"
          data-testid="sign-in-submit"
          loading={signIn.isPending}
          style={{ marginTop: 4 }}
        >
          {t('signIn.submit')}
        </Button>
      </Form>
      {center.data?.demonstration && (
        <div className="sign-in-demo">
          <p>
            <b>{t('signIn.demoTitle')}</b> · {t('signIn.demoUse')}
          </p>
          <div className="sign-in-accounts">
            {demoAccounts.map(({ employeeNo, role }) => (
              <button
                key={employeeNo}
                type="button"
                onClick={() => form.setFieldsValue({ employeeNo, password: demoPassword })}
              >
                <b>{employeeNo}</b> {t(`roles.${role}`)}
              </button>
            ))}
          </div>
          <p className="quiet small">
            {t('signIn.demoPassword')} <code>{demoPassword}</code>
          </p>
          <Link to="/demo/phone" target="_blank">
            {t('signIn.demoPhone')} →
          </Link>
        </div>
      )}
    </SignInFrame>
  );
}
