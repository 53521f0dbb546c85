import { DeleteOutlined, EditOutlined, MailOutlined, PlusOutlined, SendOutlined } from '@ant-design/icons';
import {
  ReportMail,
  ReportMailEdit,
  type ReportMailRun,
  ReportMails,
  reportLanguages,
} from '@sansheng/shared/contracts/records/report-mails';
import { ReportView } from '@sansheng/shared/contracts/records/reports';
import { figureViewAt } from '@sansheng/shared/domain/figure-view';
import { mailRhythms } from '@sansheng/shared/domain/report-mail';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Modal, Segmented, Select, Space, Switch, Table, Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useSession } from '../../people/sign-in/session.tsx';
import { SomebodyWasFaster } from '../../settings/setting-kit/somebody-was-faster.tsx';
import { useRevised } from '../../settings/setting-kit/use-revised.ts';
import { currentLanguage } from '../../../language/language.ts';
import { nothing, request } from '../../../rest/rest.ts';
import { EmptyHint } from '../../../ui/empty-hint.tsx';
import { formatClock } from '../../../ui/format.ts';
import { useSayRefusal } from '../../../ui/say-refusal.ts';
import { StateMark } from '../../../ui/state-mark.tsx';
import { Trouble } from '../../../ui/trouble.tsx';

const LOOK_MS = 5000;
const tones = { waiting: 'offered', sent: 'ready', failed: 'alarm' } as const;

/** Which saved views are sent to whom and when, and the results. */
export function MailsView() {
  const { t } = useTranslation();
  const { me } = useSession();
  const { message, modal } = App.useApp();
  const sayRefusal = useSayRefusal();
  const queries = useQueryClient();
  const queryKey = ['reports', 'mails'];
  const [editing, setEditing] = useState<ReportMail | 'new' | null>(null);
  const list = useQuery({
    queryKey,
    queryFn: () => request(ReportMails, 'GET', '/reports/mails'),
    refetchInterval: LOOK_MS,
  });
  const views = useViews();
  const settled = { onError: sayRefusal, onSettled: () => queries.invalidateQueries({ queryKey }) };
  const send = useMutation({
    mutationFn: ({ mailId }: ReportMail) => request(ReportMail, 'POST', `/reports/mails/${mailId}/send`),
    onSuccess: () => void message.success(t('reportMails.asked')),
    ...settled,
  });
  const remove = useMutation({
    mutationFn: ({ mailId, revision }: ReportMail) =>
      request(nothing, 'DELETE', `/reports/mails/${mailId}`, undefined, revision),
    ...settled,
  });
  const canSend = list.data?.canSend ?? true;
  return (
    <>
      <div className="page-head">
        <h1>{t('figures.views.mails')}</h1>
        <span className="quiet small" style={{ flex: 1 }}>
          {t('reportMails.intro')}
        </span>
        <Button type="primary" icon={<PlusOutlined />} data-testid="mail-add" onClick={() => setEditing('new')}>
          {t('reportMails.add')}
        </Button>
      </div>
      {!canSend && (
        <Alert type="warning" showIcon title={t('reportMails.notSet')} description={t('reportMails.notSetHint')} />
      )}
      {list.error && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
      <section className="panel" style={{ padding: 8 }}>
        <Table<ReportMail>
          size="small"
          rowKey="mailId"
          dataSource={list.data?.mails ?? []}
          loading={list.isPending}
          pagination={false}
          scroll={{ x: 1080 }}
          locale={{
            emptyText: (
              <EmptyHint icon={<MailOutlined />} title={t('reportMails.none')}>
                {t('reportMails.noneHint')}
              </EmptyHint>
            ),
          }}
          columns={[
            {
              title: t('reportMails.name'),
              width: 170,
              render: (_, { name, language }) => (
                <>
                  {name}
                  <div className="quiet small">{t(`reportMails.languages.${language}`)}</div>
                </>
              ),
            },
            {
              title: t('reportMails.views'),
              ellipsis: true,
              render: (_, { viewIds }) =>
                viewIds.map((id) => views.data?.find(({ viewId }) => viewId === id)?.name ?? '–').join(t('list.comma')),
            },
            {
              title: t('reportMails.recipients'),
              ellipsis: true,
              render: (_, { recipients }) => <Tooltip title={recipients.join(', ')}>{recipients.join(', ')}</Tooltip>,
            },
            {
              title: t('reportMails.next'),
              width: 190,
              render: (_, mail) => (
                <>
                  {t(`reportMails.rhythms.${mail.rhythm}`)}
                  <div className="quiet small">
                    {mail.nextAtMs === null
                      ? t('reportMails.stopped')
                      : formatClock(mail.nextAtMs, me.timeZone, 'YYYY-MM-DD ddd HH:mm')}
                  </div>
                </>
              ),
            },
            {
              title: t('reportMails.last'),
              width: 250,
              render: (_, { lastRuns }) => lastRuns[0] && <LastRun run={lastRuns[0]} />,
            },
            {
              title: <Tooltip title={t('reportMails.ownerHint')}>{t('reportMails.owner')}</Tooltip>,
              width: 120,
              render: (_, { ownerId, ownerName }) => `${ownerName ?? ''} ${ownerId}`,
            },
            {
              title: '',
              width: 170,
              align: 'right',
              render: (_, mail) => (
                <Space size={2}>
                  <Button
                    size="small"
                    icon={<SendOutlined />}
                    disabled={!canSend}
                    data-testid="mail-send"
                    loading={send.isPending && send.variables.mailId === mail.mailId}
                    onClick={() => send.mutate(mail)}
                  >
                    {t('reportMails.sendNow')}
                  </Button>
                  <Button
                    type="text"
                    size="small"
                    icon={<EditOutlined />}
                    aria-label={`${t('reportMails.change')} ${mail.name}`}
                    onClick={() => setEditing(mail)}
                  />
                  <Button
                    type="text"
                    size="small"
                    icon={<DeleteOutlined />}
                    aria-label={`${t('action.remove')} ${mail.name}`}
                    onClick={() =>
                      modal.confirm({
                        title: t('reportMails.removeSure', { name: mail.name }),
                        okText: t('action.remove'),
                        cancelText: t('action.cancel'),
                        onOk: () => remove.mutateAsync(mail),
                      })
                    }
                  />
                </Space>
              ),
            },
          ]}
        />
      </section>
      {editing !== null && (
        <MailForm
          mail={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onSaved={() => {
            setEditing(null);
            void message.success(t('admin.saved'));
            void queries.invalidateQueries({ queryKey });
          }}
        />
      )}
    </>
  );
}

function useViews() {
  return useQuery({
    queryKey: ['reports', 'views'],
    queryFn: () => request(z.object({ views: z.array(ReportView) }), 'GET', '/reports/views'),
    select: ({ views }) => views,
  });
}

function LastRun({ run }: { run: ReportMailRun }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const isInPart = run.refused.length > 0;
  const why = isInPart
    ? t('reportMails.refused', { who: run.refused.join(', ') })
    : run.fault === null
      ? ''
      : t(`reportMails.faults.${run.fault}`);
  return (
    <Tooltip title={run.detail}>
      <StateMark tone={isInPart ? 'offered' : tones[run.state]}>
        {isInPart ? t('reportMails.sentInPart') : t(`reportMails.states.${run.state}`)}
      </StateMark>{' '}
      {formatClock(run.endedAtMs ?? run.dueAtMs, me.timeZone, 'MM-DD HH:mm')}
      {run.tries > 1 && <span className="quiet small"> · {t('reportMails.tries', { n: run.tries })}</span>}
      {why !== '' && <div className="quiet small">{why}</div>}
    </Tooltip>
  );
}

function MailForm({ mail, onClose, onSaved }: { mail: ReportMail | null; onClose: () => void; onSaved: () => void }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const [form] = Form.useForm<ReportMailEdit>();
  const rhythm = Form.useWatch('rhythm', form);
  const views = useViews();
  const tables = views.data?.filter(({ path }) => figureViewAt(path) !== null);
  const { base, faster, forget, takeRefusal } = useRevised(ReportMailEdit, mail);
  const save = useMutation({
    mutationFn: (edit: ReportMailEdit) =>
      mail === null
        ? request(ReportMail, 'POST', '/reports/mails', edit)
        : request(ReportMail, 'PUT', `/reports/mails/${mail.mailId}`, edit, base?.revision),
    onMutate: forget,
    onSuccess: onSaved,
    onError: (error) => {
      const merged = takeRefusal(error, form.getFieldsValue());
      if (merged !== null) form.setFieldsValue(merged);
    },
  });
  const inWords = (name: string, value: unknown): string | undefined => {
    switch (name) {
      case 'viewIds':
        return (value as string[])
          .map((id) => views.data?.find(({ viewId }) => viewId === id)?.name ?? '–')
          .join(t('list.comma'));
      case 'rhythm':
        return t(`reportMails.rhythms.${value as ReportMailEdit['rhythm']}`);
      case 'language':
        return t(`reportMails.languages.${value as ReportMailEdit['language']}`);
      default:
        return undefined;
    }
  };
  const fresh: Omit<ReportMailEdit, 'name' | 'viewIds' | 'recipients'> = {
    rhythm: 'daily',
    weekday: 1,
    hour: 8,
    language: currentLanguage() === 'en' ? 'en' : 'zh',
    isActive: true,
  };
  return (
    <Modal
      open
      width={620}
      title={t(mail === null ? 'reportMails.add' : 'reportMails.change')}
      okText={t('action.save')}
      cancelText={t('action.cancel')}
      confirmLoading={save.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      {tables?.length === 0 && <Alert type="info" showIcon title={t('reportMails.noViews')} />}
      {faster && <SomebodyWasFaster faster={faster} words={['reportMails.fields']} inWords={inWords} />}
      {save.error && faster === null && <Trouble error={save.error} />}
      <Form<ReportMailEdit>
        form={form}
        layout="vertical"
        initialValues={mail ?? fresh}
        onFinish={(values) => save.mutate(ReportMailEdit.parse({ ...fresh, ...mail, ...values }))}
      >
        <Form.Item name="name" label={t('reportMails.name')} rules={[{ required: true, whitespace: true, max: 64 }]}>
          <Input autoFocus />
        </Form.Item>
        <Form.Item name="viewIds" label={t('reportMails.views')} rules={[{ required: true, type: 'array', max: 5 }]}>
          <Select
            mode="multiple"
            data-testid="mail-views"
            optionFilterProp="label"
            options={(tables ?? []).map(({ viewId, name }) => ({ value: viewId, label: name }))}
          />
        </Form.Item>
        <Space size={16} align="start" wrap>
          <Form.Item name="rhythm" label={t('reportMails.rhythm')}>
            <Segmented options={mailRhythms.map((value) => ({ value, label: t(`reportMails.rhythms.${value}`) }))} />
          </Form.Item>
          {rhythm === 'weekly' && (
            <Form.Item name="weekday" label={t('reportMails.weekday')}>
              <Select
                style={{ width: 120 }}
                options={([1, 2, 3, 4, 5, 6, 7] as const).map((value) => ({
                  value,
                  label: t(`reportMails.weekdays.${value}`),
                }))}
              />
            </Form.Item>
          )}
          <Form.Item name="hour" label={t('reportMails.hour')} extra={t('reportMails.zone', { zone: me.timeZone })}>
            <Select
              style={{ width: 110 }}
              options={Array.from({ length: 24 }, (_, hour) => ({
                value: hour,
                label: t('reportMails.hourOf', { hour: String(hour).padStart(2, '0') }),
              }))}
            />
          </Form.Item>
          <Form.Item name="language" label={t('reportMails.language')}>
            <Segmented
              options={reportLanguages.map((value) => ({ value, label: t(`reportMails.languages.${value}`) }))}
            />
          </Form.Item>
        </Space>
        <Form.Item
          name="recipients"
          label={t('reportMails.recipients')}
          extra={t('reportMails.recipientsHint')}
          rules={[
            { required: true, type: 'array', max: 20 },
            {
              validator: async (_, given: string[] = []) => {
                const wrong = given.filter((one) => !z.email().safeParse(one).success);
                if (wrong.length > 0) throw new Error(t('reportMails.recipientsWrong', { what: wrong.join(', ') }));
              },
            },
          ]}
        >
          <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', ';', ' ', '，', '；']} />
        </Form.Item>
        <Form.Item name="isActive" label={t('reportMails.active')} valuePropName="checked">
          <Switch />
        </Form.Item>
        <p className="quiet small">{t('reportMails.ownerHint')}</p>
      </Form>
    </Modal>
  );
}
