import { matterKinds } from '@sansheng/shared/contracts/service-desk/open-matters';
import { MatterDetail, MatterEdit } from '@sansheng/shared/contracts/service-desk/matters';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, DatePicker, Drawer, Form, Input, Segmented } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { nothing, request } from '../../../rest/rest.ts';
import { serverClock } from '../../../socket/server-clock.ts';
import { formatClock } from '../../../ui/format.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { SomebodyWasFaster } from '../../settings/setting-kit/somebody-was-faster.tsx';
import { useRevised } from '../../settings/setting-kit/use-revised.ts';
import { useSession } from '../../people/sign-in/session.tsx';

interface Fields {
  kind: (typeof matterKinds)[number];
  title: string;
  due: Dayjs | null;
  text?: string;
}

/** A promised callback is due within 48 hours. */
const PROMISED_HOURS = 48;

/** Opens a matter with a customer, in a call when there is one, or changes one. */
export function MatterForm({
  of,
  onClose,
}: {
  of: { customerId: string; customerName: string; callId: string | null } | MatterDetail;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { me } = useSession();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const matter = 'matterId' in of ? of : null;
  const { base, faster, forget, takeRefusal } = useRevised(MatterEdit, matter);
  // The day was chosen by the center's clock.
  const editOf = ({ due, kind, title }: Fields): MatterEdit => ({
    kind,
    title,
    dueAtMs: due === null ? null : dayjs.tz(due.format('YYYY-MM-DD HH:mm'), me.timeZone).valueOf(),
  });
  const dueOf = (dueAtMs: number | null) =>
    dueAtMs === null ? null : dayjs(dueAtMs).tz(me.timeZone).startOf('minute');
  const save = useMutation({
    mutationFn: (fields: Fields): Promise<unknown> => {
      const edit = editOf(fields);
      if (matter !== null) return request(nothing, 'PUT', `/matters/${matter.matterId}`, edit, base?.revision);
      const { customerId, callId } = of;
      return request(MatterDetail, 'POST', '/matters', { ...edit, customerId, callId, text: fields.text ?? '' });
    },
    onMutate: forget,
    onError: (error) => {
      const merged = takeRefusal(error, editOf(form.getFieldsValue())) as MatterEdit | null;
      if (merged !== null) form.setFieldsValue({ ...merged, due: dueOf(merged.dueAtMs) });
    },
    onSuccess: async () => {
      void message.success(t(matter === null ? 'matters.opened' : 'matters.changed'));
      onClose();
      await queries.invalidateQueries({ queryKey: ['matters'] });
    },
  });
  const dueAtMs = matter === null ? serverClock.nowMs() + PROMISED_HOURS * 3_600_000 : matter.dueAtMs;
  return (
    // Beside the call, not over it: the form is filled in while the customer talks.
    <Drawer
      open
      mask={false}
      size={480}
      title={matter === null ? t('matters.openFor', { name: of.customerName }) : t('matters.change')}
      onClose={onClose}
      footer={
        <div style={{ display: 'flex', gap: 8, justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>
            {t(matter === null ? 'matters.open' : 'action.save')}
          </Button>
        </div>
      }
    >
      {faster && (
        <SomebodyWasFaster
          faster={faster}
          words={['matters.fields']}
          inWords={(name, value) => {
            if (name === 'kind') return t(`screenPop.matterKinds.${value as MatterEdit['kind']}`);
            return name === 'dueAtMs' && typeof value === 'number'
              ? formatClock(value, me.timeZone, 'YYYY-MM-DD HH:mm')
              : undefined;
          }}
        />
      )}
      {save.error && faster === null && <Trouble error={save.error} />}
      <Form<Fields>
        form={form}
        layout="vertical"
        initialValues={{
          kind: matter?.kind ?? 'workOrder',
          title: matter?.title ?? '',
          due: dueOf(dueAtMs),
        }}
        onFinish={(fields) => save.mutate(fields)}
      >
        <Form.Item name="kind" label={t('matters.kind')}>
          <Segmented
            block
            options={matterKinds.map((value) => ({ value, label: t(`screenPop.matterKinds.${value}`) }))}
          />
        </Form.Item>
        <Form.Item name="title" label={t('matters.what')} rules={[{ required: true, whitespace: true, max: 128 }]}>
          <Input
            autoFocus
            data-testid="matter-title"
            placeholder={t('matters.whatPlaceholder')}
            onPressEnter={() => form.submit()}
          />
        </Form.Item>
        <Form.Item name="due" label={t('matters.due')}>
          <DatePicker showTime={{ format: 'HH:mm', minuteStep: 15 }} format="YYYY-MM-DD HH:mm" style={{ width: 220 }} />
        </Form.Item>
        {matter === null && (
          <Form.Item name="text" label={t('matters.text')} {...(of.callId !== null && { extra: t('matters.inCall') })}>
            <Input.TextArea rows={3} maxLength={2000} />
          </Form.Item>
        )}
      </Form>
    </Drawer>
  );
}
