import { ApiToken, MadeToken, TokenScope } from '@sansheng/shared/contracts/people/api-tokens';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, InputNumber, Popconfirm, Select, Table, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useSession } from '../sign-in/session.tsx';
import { nothing, request } from '../../../rest/rest.ts';
import { formatClock } from '../../../ui/format.ts';
import { EmptyHint } from '../../../ui/empty-hint.tsx';
import { useSayRefusal } from '../../../ui/say-refusal.ts';
import { Trouble } from '../../../ui/trouble.tsx';

const offered = ['read:*', 'write:*', 'read:calls', 'read:customers', 'write:customers', 'read:reports', 'read:live'];
const queryKey = ['tokens'];

/** Personal API tokens: one's own are created here; administrators can revoke everybody's. */
export function TokenSettings() {
  const { t, i18n } = useTranslation();
  const { me } = useSession();
  const { modal } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<{ name: string; scopes: string[]; days: number | null }>();
  const tokens = useQuery({ queryKey, queryFn: () => request(z.array(ApiToken), 'GET', '/tokens') });
  const fail = useSayRefusal();
  const make = useMutation({
    mutationFn: (values: object) => request(MadeToken, 'POST', '/tokens', values),
    onSuccess: async ({ token }) => {
      form.resetFields();
      modal.info({
        title: t('lead.tokens.once'),
        width: 560,
        content: (
          <Typography.Text code copyable>
            {token}
          </Typography.Text>
        ),
      });
      await queries.invalidateQueries({ queryKey });
    },
    onError: fail,
  });
  const revoke = useMutation({
    mutationFn: (tokenId: string) => request(nothing, 'DELETE', `/tokens/${tokenId}`),
    onError: fail,
    onSettled: () => queries.invalidateQueries({ queryKey }),
  });
  const when = (atMs: number | null) =>
    atMs === null
      ? '–'
      : `${new Date(atMs).toLocaleDateString(i18n.language, { timeZone: me.timeZone })} ${formatClock(atMs, me.timeZone)}`;
  return (
    <>
      <Form
        form={form}
        layout="inline"
        style={{ rowGap: 10, marginBottom: 14 }}
        initialValues={{ scopes: ['read:*'], days: 90 }}
        onFinish={(values) => make.mutate(values)}
      >
        <Form.Item name="name" rules={[{ required: true, max: 64 }]}>
          <Input placeholder={t('lead.tokens.name')} aria-label={t('lead.tokens.name')} />
        </Form.Item>
        <Form.Item
          name="scopes"
          rules={[{ required: true, type: 'array', defaultField: { type: 'string', pattern: /^(read|write):/ } }]}
        >
          <Select
            mode="tags"
            style={{ minWidth: 280 }}
            aria-label={t('lead.tokens.scopes')}
            options={offered.filter((scope) => TokenScope.safeParse(scope).success).map((value) => ({ value }))}
          />
        </Form.Item>
        <Form.Item name="days" label={t('lead.tokens.days')}>
          <InputNumber min={1} max={3650} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={make.isPending}>
          {t('lead.tokens.make')}
        </Button>
      </Form>
      {tokens.error && <Trouble error={tokens.error} onRetry={() => void tokens.refetch()} />}
      <section className="panel" style={{ padding: 8 }}>
        <Table<ApiToken>
          size="small"
          rowKey="tokenId"
          dataSource={tokens.data ?? []}
          loading={tokens.isPending}
          pagination={false}
          locale={{ emptyText: <EmptyHint title={t('lead.tokens.none')}>{t('lead.tokens.noneHint')}</EmptyHint> }}
          columns={[
            { title: t('lead.tokens.name'), dataIndex: 'name' },
            { title: t('lead.tokens.owner'), dataIndex: 'employeeNo', width: 90 },
            { title: t('lead.tokens.scopes'), render: (_, { scopes }) => scopes.join(' ') },
            { title: t('lead.tokens.ends'), width: 170, render: (_, { endsAtMs }) => when(endsAtMs) },
            { title: t('lead.tokens.used'), width: 170, render: (_, { usedAtMs }) => when(usedAtMs) },
            {
              title: '',
              width: 110,
              render: (_, { tokenId, name, revokedAtMs }) =>
                revokedAtMs === null ? (
                  <Popconfirm
                    title={t('lead.tokens.revokeSure', { name })}
                    okText={t('lead.tokens.revoke')}
                    cancelText={t('action.cancel')}
                    onConfirm={() => revoke.mutate(tokenId)}
                  >
                    <Button type="link" size="small" danger>
                      {t('lead.tokens.revoke')}
                    </Button>
                  </Popconfirm>
                ) : (
                  <span className="quiet">{t('lead.tokens.revoked')}</span>
                ),
            },
          ]}
        />
      </section>
    </>
  );
}
