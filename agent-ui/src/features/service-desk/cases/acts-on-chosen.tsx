import { CaseActsDone } from '@sansheng/shared/contracts/service-desk/case-lists';
import type { CaseRowView } from '@sansheng/shared/contracts/service-desk/cases';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../rest/rest.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { FieldInput } from './field-input.tsx';
import { useNames } from './names.ts';
import { useCase } from './use-case.ts';

interface Fields {
  text?: string;
  fields?: Record<string, unknown>;
}

/** One act on all chosen cases. */
export function ActsOnChosen({ rows, onDone }: { rows: readonly CaseRowView[]; onDone: () => void }) {
  const { t } = useTranslation();
  const [isActing, setActing] = useState(false);
  const close = () => {
    setActing(false);
    onDone();
  };
  return (
    <>
      {rows.length > 0 && (
        <Button data-testid="case-acts" onClick={() => setActing(true)}>
          {t('cases.chosen', { count: rows.length })}
        </Button>
      )}
      {isActing && <ActsDialog rows={rows} onClose={close} />}
    </>
  );
}

/** Those that cannot be done are named and stay as they were. */
function ActsDialog({ rows: chosenRows, onClose }: { rows: readonly CaseRowView[]; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const nameOf = useNames();
  const queries = useQueryClient();
  const [form] = Form.useForm<Fields>();
  // As they were when this was opened: who has been faster since is told apart.
  const [rows] = useState(chosenRows);
  const [chosen, setChosen] = useState<string>();
  const first = rows[0]?.caseNo ?? '';
  const { found: detail, type } = useCase(first);
  const acts = (detail.data?.acts ?? []).filter(({ isPause }) => !isPause);
  const act = acts.find(({ key }) => key === chosen);
  const run = useMutation({
    mutationFn: ({ text = '', fields = {} }: Fields) =>
      request(CaseActsDone, 'POST', `/case-acts/${act?.key}`, {
        text,
        fields: Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
        cases: rows.map(({ caseNo, version }) => ({ caseNo, version })),
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['cases'] }),
  });
  const fieldName = (key: string) => {
    const field = type?.fields.find((one) => `fields.${one.key}` === key);
    return field === undefined ? key : nameOf(field.name);
  };
  const why = (code: string | null, field: string | null) => {
    const word = i18n.exists(`errors.${code}`) ? t(`errors.${code}` as never) : (code ?? '');
    return field === null ? word : `${fieldName(field)} · ${word}`;
  };
  const failed = run.data?.cases.filter(({ isDone }) => !isDone) ?? [];
  const offered = act === undefined ? [] : [...act.required, ...act.optional];
  return (
    <Modal
      open
      title={t('cases.actOnChosen', { count: rows.length })}
      okText={run.isSuccess ? t('cases.done') : act === undefined ? t('cases.actChoose') : nameOf(act.name)}
      okButtonProps={{ disabled: act === undefined || run.isSuccess, loading: run.isPending }}
      cancelText={t(run.isSuccess ? 'action.close' : 'action.cancel')}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {run.error && <Trouble error={run.error} />}
      {run.data && (
        <Alert
          showIcon
          type={failed.length === 0 ? 'success' : 'warning'}
          data-testid="case-acts-done"
          title={t('cases.actsDone', { done: run.data.cases.length - failed.length, failed: failed.length })}
          {...(failed.length > 0 && {
            description: failed.map(({ caseNo, code, field }) => (
              <div key={caseNo}>
                <span className="figures">{caseNo}</span> {why(code, field)}
              </div>
            )),
          })}
        />
      )}
      <Form<Fields> form={form} layout="vertical" hidden={run.isSuccess} onFinish={(given) => run.mutate(given)}>
        <Form.Item label={t('cases.actChoose')}>
          <Select
            value={chosen}
            aria-label={t('cases.actChoose')}
            onChange={setChosen}
            loading={detail.isPending}
            data-testid="case-acts-choose"
            options={acts.map(({ key, name }) => ({ value: key, label: nameOf(name) }))}
          />
        </Form.Item>
        {type?.fields
          .filter(({ key }) => offered.includes(key))
          .map((field) => (
            <Form.Item key={field.key} name={['fields', field.key]} label={nameOf(field.name)}>
              <FieldInput field={field} />
            </Form.Item>
          ))}
        {act !== undefined && act.text !== 'none' && (
          <Form.Item
            name="text"
            label={t('cases.text')}
            rules={[{ required: act.text === 'required', whitespace: true, message: t('cases.textRequired') }]}
          >
            <Input.TextArea rows={2} maxLength={4000} data-testid="case-acts-text" />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
