import { type BoardCase, DispatchResult } from '@sansheng/shared/contracts/service-desk/dispatch';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Refused, request } from '../../../rest/rest.ts';
import { ActDialog } from '../../../ui/act-dialog/act-dialog.tsx';
import { useSayRefusal } from '../../../ui/say-refusal.ts';
import { DepartmentPicker } from '../case-choices/department-picker.tsx';
import { PersonPicker } from '../case-choices/person-picker.tsx';
import { useReason } from './dispatch-reason.tsx';

interface Given {
  departmentId: string | null;
  employeeNo: string | null;
  text: string;
}

/** Sends it as the rules say, or as it is given. */
export function useDispatch() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const inWords = useReason();
  return useMutation({
    mutationFn: ({ one, body }: { one: BoardCase; body: object }) =>
      request(DispatchResult, 'POST', `/dispatch/${one.caseNo}`, { version: one.version, ...body }),
    onSuccess: ({ reason }) => void message.success(t('dispatch.dispatched', { to: inWords(reason).to })),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['dispatch'] }),
        queries.invalidateQueries({ queryKey: ['cases'] }),
      ]),
  });
}

/** Another department or person. Where that goes against what was said before, words are asked for. */
export function DispatchDialog({
  one,
  mustOverrule,
  onClose,
}: {
  one: BoardCase;
  mustOverrule: boolean;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const sayRefusal = useSayRefusal();
  const send = useDispatch();
  const [isOverruling, setOverruling] = useState(mustOverrule);
  const { proposal } = one;
  const save = ({ departmentId, employeeNo, text }: Given) =>
    send.mutate(
      {
        one,
        body: {
          ...(departmentId !== null && { departmentId }),
          ...(employeeNo !== null && { employeeNo }),
          text: text.trim(),
          isOverruling,
        },
      },
      {
        onSuccess: onClose,
        onError: (error) => {
          if (error instanceof Refused && (error.code === 'capReached' || error.code === 'returnedByDepartment'))
            setOverruling(true);
          sayRefusal(error);
        },
      },
    );
  return (
    <ActDialog<Given>
      title={`${t('dispatch.dispatch')} ${one.caseNo}`}
      initial={{
        departmentId: proposal?.departmentId ?? null,
        employeeNo: proposal?.employeeNo ?? null,
        text: '',
      }}
      isSaving={send.isPending}
      onSave={save}
      onCancel={onClose}
    >
      {isOverruling && (
        <Alert type="warning" showIcon title={t('dispatch.overruleHint')} data-testid="dispatch-overrule" />
      )}
      <Form.Item name="departmentId" label={t('dispatch.department')} rules={[{ required: true }]}>
        <DepartmentPicker data-testid="dispatch-department" />
      </Form.Item>
      <Form.Item noStyle dependencies={['departmentId']}>
        {({ getFieldValue }) => (
          <Form.Item name="employeeNo" label={t('dispatch.worker')}>
            <PersonPicker
              department={(getFieldValue('departmentId') as string | null) ?? null}
              data-testid="dispatch-person"
            />
          </Form.Item>
        )}
      </Form.Item>
      <Form.Item
        name="text"
        label={t('dispatch.words')}
        rules={[{ required: isOverruling, whitespace: true, message: t('dispatch.wordsRequired') }]}
      >
        <Input.TextArea rows={2} maxLength={4000} data-testid="dispatch-text" />
      </Form.Item>
    </ActDialog>
  );
}
