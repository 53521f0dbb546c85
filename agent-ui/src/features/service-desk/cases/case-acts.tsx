import { pauseReasons } from '@sansheng/shared/contracts/service-desk/case-types';
import { access, may } from '@sansheng/shared/domain/access';
import type { CaseDetail } from '@sansheng/shared/contracts/service-desk/cases';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, DatePicker, Form, Input, Select, Space, Tooltip } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nothing, request } from '../../../rest/rest.ts';
import { instantOf } from '../../../ui/format.ts';
import { useSayRefusal } from '../../../ui/say-refusal.ts';
import { useSession } from '../../people/sign-in/session.tsx';
import { AttachFiles } from './case-files.tsx';
import { FieldInput } from './field-input.tsx';
import { type CaseTypeView, useNames } from './names.ts';
import { useOvertaken } from './use-overtaken.ts';

type Act = CaseDetail['acts'][number];
interface Fields {
  text?: string;
  fields?: Record<string, unknown>;
  pauseReason?: (typeof pauseReasons)[number];
  pauseUntil?: Dayjs | null;
}
const visibilities = ['internal', 'department', 'customer', 'restricted'] as const;

/** What may be done now: the steps that lead on, and a note. What was typed stays when somebody else was faster. */
export function CaseActs({ one, type }: { one: CaseDetail; type: CaseTypeView }) {
  const { t } = useTranslation();
  const nameOf = useNames();
  const [chosen, setChosen] = useState<string>('');
  const act = one.acts.find(({ key }) => key === chosen);
  const { message } = App.useApp();
  const sayRefusal = useSayRefusal();
  const queries = useQueryClient();
  const chase = useMutation({
    mutationFn: () => request(nothing, 'POST', `/cases/${one.caseNo}/chase`, {}),
    onSuccess: () => void message.success(t('cases.chasedNow')),
    onError: sayRefusal,
    onSettled: () => queries.invalidateQueries({ queryKey: ['cases'] }),
  });
  return (
    <section className="case-acts">
      <h2>{t('cases.acts')}</h2>
      {one.acts.length === 0 && <p className="quiet">{t('cases.noActs')}</p>}
      <Space wrap>
        {one.acts.map(({ key, name }) => (
          <Button
            key={key}
            type={key === chosen ? 'primary' : 'default'}
            aria-pressed={key === chosen}
            data-testid={`case-transition-${key}`}
            onClick={() => setChosen(key === chosen ? '' : key)}
          >
            {nameOf(name)}
          </Button>
        ))}
        {one.may.chase && (
          <Tooltip title={t('cases.chaseHint')}>
            <Button data-testid="case-chase" loading={chase.isPending} onClick={() => chase.mutate()}>
              {t('cases.chase')}
            </Button>
          </Tooltip>
        )}
      </Space>
      {act !== undefined && <ActForm key={act.key} one={one} type={type} act={act} onDone={() => setChosen('')} />}
      {act === undefined && one.may.note && <NoteForm one={one} />}
    </section>
  );
}

function ActForm({ one, type, act, onDone }: { one: CaseDetail; type: CaseTypeView; act: Act; onDone: () => void }) {
  const { t } = useTranslation();
  const nameOf = useNames();
  const { me } = useSession();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const { overtaken, sayError } = useOvertaken();
  const run = useMutation({
    mutationFn: ({ text = '', fields = {}, pauseReason, pauseUntil }: Fields) =>
      request(nothing, 'POST', `/cases/${one.caseNo}/transitions/${act.key}`, {
        version: one.version,
        text,
        fields: Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
        ...(act.isPause && {
          pause: { reason: pauseReason, untilMs: pauseUntil ? instantOf(pauseUntil, me.timeZone) : null },
        }),
      }),
    onSuccess: () => {
      void message.success(t('cases.done'));
      onDone();
    },
    onError: sayError,
    onSettled: () => queries.invalidateQueries({ queryKey: ['cases'] }),
  });
  const offered = [...act.required, ...act.optional].flatMap((key) => type.fields.filter((field) => field.key === key));
  const calls = one.links.filter(({ kind }) => kind === 'call');
  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      className="case-act-form"
      initialValues={{ fields: Object.fromEntries(offered.map(({ key }) => [key, one.fields[key]])) }}
      onFinish={(fields) => run.mutate(fields)}
    >
      {overtaken !== null && <Alert type="warning" showIcon title={overtaken} data-testid="case-overtaken" />}
      {offered.map((field) => {
        const required = act.required.includes(field.key);
        return (
          <Form.Item
            key={field.key}
            name={['fields', field.key]}
            label={nameOf(field.name)}
            rules={[{ required, message: nameOf(field.name) }]}
          >
            <FieldInput field={field} calls={calls} />
          </Form.Item>
        );
      })}
      {act.isPause && (
        <div className="case-two">
          <Form.Item name="pauseReason" label={t('cases.pauseReason')} initialValue="customer">
            <Select options={pauseReasons.map((value) => ({ value, label: t(`cases.pauseReasons.${value}`) }))} />
          </Form.Item>
          <Form.Item name="pauseUntil" label={t('cases.pauseUntil')}>
            <DatePicker showTime={{ format: 'HH:mm', minuteStep: 15 }} format="YYYY-MM-DD HH:mm" />
          </Form.Item>
        </div>
      )}
      {act.text !== 'none' && (
        <Form.Item
          name="text"
          label={`${t('cases.text')} · ${t(`cases.noteAs.${act.visibility}`)}`}
          rules={[{ required: act.text === 'required', whitespace: true, message: t('cases.textRequired') }]}
        >
          <Input.TextArea rows={3} maxLength={4000} data-testid="case-text" />
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" loading={run.isPending} data-testid="case-do">
        {nameOf(act.name)}
      </Button>
    </Form>
  );
}

/** Its label and its colour say who will read it. */
function NoteForm({ one }: { one: CaseDetail }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const sayRefusal = useSayRefusal();
  const queries = useQueryClient();
  const { me } = useSession();
  const isDepartment = me.roles.every((role) => role === 'department');
  const mayRestrict = may(me, access.restrictedCases);
  const offered = visibilities.filter((one_) =>
    isDepartment ? one_ === 'department' : one_ !== 'restricted' || mayRestrict,
  );
  const [visibility, setVisibility] = useState<(typeof visibilities)[number]>(isDepartment ? 'department' : 'internal');
  const [text, setText] = useState('');
  const save = useMutation({
    mutationFn: () => request(nothing, 'POST', `/cases/${one.caseNo}/notes`, { text, visibility }),
    onSuccess: () => {
      void message.success(t('cases.noted'));
      setText('');
    },
    onError: sayRefusal,
    onSettled: () => queries.invalidateQueries({ queryKey: ['cases'] }),
  });
  return (
    <div className="case-note" data-visibility={visibility}>
      <Select
        value={visibility}
        onChange={setVisibility}
        aria-label={t('cases.note')}
        options={offered.map((value) => ({ value, label: t(`cases.noteAs.${value}`) }))}
      />
      <Input.TextArea
        rows={2}
        maxLength={4000}
        aria-label={t(`cases.noteAs.${visibility}`)}
        placeholder={t(`cases.noteAs.${visibility}`)}
        data-testid="case-note"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button
        disabled={text.trim() === ''}
        loading={save.isPending}
        data-testid="case-note-save"
        onClick={() => save.mutate()}
      >
        {t('cases.note')}
      </Button>
      <AttachFiles caseNo={one.caseNo} visibility={visibility} />
    </div>
  );
}
