import type { CaseDetail } from '@sansheng/shared/contracts/service-desk/cases';
import type { ClockExcuse, OneClock } from '@sansheng/shared/contracts/service-desk/clock-excuses';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nothing, request } from '../../../rest/rest.ts';
import { ActDialog } from '../../../ui/act-dialog/act-dialog.tsx';
import { useSayRefusal } from '../../../ui/say-refusal.ts';
import './desk-reports.css';

/** A missed clock of a case: why it is excused, and the buttons of the supervisor. */
export function ClockExcuseLine({
  caseNo,
  clock: { clockKey, round, startedAtMs, state, excuse },
  mayExcuse,
}: {
  caseNo: string;
  clock: CaseDetail['clocks'][number];
  mayExcuse: boolean;
}) {
  if (state !== 'missed' && excuse === null) return null;
  const clock = { clock: clockKey, round, startedAtMs };
  return <Excuse caseNo={caseNo} clock={clock} excuse={excuse} mayExcuse={mayExcuse} />;
}

export function Excuse({
  caseNo,
  clock,
  excuse,
  mayExcuse,
}: {
  caseNo: string;
  clock: OneClock;
  excuse: ClockExcuse | null;
  mayExcuse: boolean;
}) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [isAsking, setAsking] = useState(false);
  const said = useExcuse(caseNo, (word) => {
    setAsking(false);
    void message.success(t(`deskReports.${word}`));
  });
  if (excuse !== null)
    return (
      <span className="small clock-excuse">
        <span className="quiet">
          {t('deskReports.excusedBy', { reason: excuse.reason, name: excuse.byName || excuse.byId })}
        </span>
        {mayExcuse && (
          <Button
            size="small"
            type="link"
            loading={said.isPending}
            data-testid={`take-back-${caseNo}-${clock.clock}`}
            onClick={() => said.mutate({ path: '/take-back', body: clock })}
          >
            {t('deskReports.takeBack')}
          </Button>
        )}
      </span>
    );
  if (!mayExcuse) return null;
  return (
    <>
      <span className="clock-excuse">
        <Button size="small" data-testid={`excuse-${caseNo}-${clock.clock}`} onClick={() => setAsking(true)}>
          {t('deskReports.excuse')}
        </Button>
      </span>
      {isAsking && (
        <ActDialog<{ reason: string }>
          title={t('deskReports.excusing', { number: caseNo })}
          initial={{ reason: '' }}
          isSaving={said.isPending}
          onSave={({ reason }) => said.mutate({ path: '', body: { ...clock, reason } })}
          onCancel={() => setAsking(false)}
        >
          <p className="quiet small">{t('deskReports.excuseHint')}</p>
          <Form.Item name="reason" label={t('deskReports.reason')} rules={[{ required: true, whitespace: true }]}>
            <Input.TextArea autoFocus rows={3} maxLength={200} data-testid="excuse-reason" />
          </Form.Item>
        </ActDialog>
      )}
    </>
  );
}

function useExcuse(caseNo: string, onDone: (word: 'excusedNow' | 'takenBack') => void) {
  const sayRefusal = useSayRefusal();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ path, body }: { path: '' | '/take-back'; body: object }) =>
      request(nothing, 'POST', `/cases/${encodeURIComponent(caseNo)}/excuses${path}`, body),
    onSuccess: (_, { path }) => onDone(path === '' ? 'excusedNow' : 'takenBack'),
    onError: sayRefusal,
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: ['cases'] });
      await queries.invalidateQueries({ queryKey: ['desk-reports'] });
      await queries.invalidateQueries({ queryKey: ['desk-reports/cases'] });
    },
  });
}
