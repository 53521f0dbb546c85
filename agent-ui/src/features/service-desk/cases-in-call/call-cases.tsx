import { PlusOutlined } from '@ant-design/icons';
import type { ScreenPop } from '@sansheng/shared/contracts/desk-work/screen-pop';
import type { CaseOfCall } from '@sansheng/shared/contracts/service-desk/cases-in-call';
import { spokenCaseNumber } from '@sansheng/shared/domain/cases/case-number';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { nothing, request } from '../../../rest/rest.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { useShortcut } from '../../../ui/use-shortcut.ts';
import { StateMark } from '../../../ui/state-mark.tsx';
import { CaseForm } from '../cases/case-form.tsx';
import { EarliestClock } from '../cases/earliest-clock.tsx';
import { useNames } from '../cases/names.ts';
import { useCasesOfCall } from './use-cases-of-call.ts';
import './cases-in-call.css';

/** What is open with the caller, from the first ring on; the call is linked by one key, and another case opened in it. */
export function CallCases({ pop }: { pop: ScreenPop }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const list = useRef<HTMLUListElement>(null);
  const [isOpening, setOpening] = useState(false);
  const { callId, customer } = pop;
  const cases = useCasesOfCall(callId, customer?.customerId ?? null);
  const link = useMutation({
    mutationFn: ({ caseNo, isChased }: CaseOfCall) =>
      request(nothing, 'POST', `/cases/${caseNo}/${isChased ? 'chase' : 'calls'}`, { callId }),
    onSuccess: (_, { caseNo: number, isChased }) =>
      void message.success(t(isChased ? 'casesInCall.chasedNow' : 'casesInCall.linkedNow', { number })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['cases'] }),
  });
  const left = cases.filter((one) => one.link === null);
  return (
    <section className="call-cases" data-testid="call-cases">
      <h3>
        {t('casesInCall.title')} {cases.length > 0 && <b>{cases.length}</b>}
        <OpeningKey open={() => setOpening(true)} />
      </h3>
      {link.error && <Trouble error={link.error} />}
      {cases.length === 0 && <p className="quiet small">{t('casesInCall.none')}</p>}
      <ul ref={list}>
        {cases.map((one) => (
          <CaseOfCaller
            key={one.caseNo}
            one={one}
            isOnly={left.length === 1}
            isBusy={link.isPending}
            onLink={() => link.mutate(one)}
          />
        ))}
      </ul>
      {left.length > 0 && (
        <LinkKey press={() => (left.length === 1 ? link.mutate(left[0] as CaseOfCall) : focusFirst(list.current))} />
      )}
      {isOpening && (
        <CaseForm
          of={{
            callId,
            customerId: customer?.customerId ?? null,
            contactName: customer?.name ?? '',
            contactNumber: pop.numberKind === 'withheld' ? '' : pop.callerNumber,
          }}
          onClose={() => setOpening(false)}
        />
      )}
    </section>
  );
}

function OpeningKey({ open }: { open: () => void }) {
  const { t } = useTranslation();
  useShortcut('Alt+KeyJ', open);
  return (
    <Button type="text" size="small" icon={<PlusOutlined />} data-testid="open-case" title="Alt+J" onClick={open}>
      {t('casesInCall.open')} <kbd>Alt+J</kbd>
    </Button>
  );
}

/** Of several, the first is gone to, and one is chosen by Tab and Enter. */
const focusFirst = (list: HTMLUListElement | null) => list?.querySelector('button')?.focus();

function LinkKey({ press }: { press: () => void }) {
  useShortcut('Alt+KeyL', press);
  return null;
}

function CaseOfCaller({
  one,
  isOnly,
  isBusy,
  onLink,
}: {
  one: CaseOfCall;
  /** No other is left to be linked. */
  isOnly: boolean;
  isBusy: boolean;
  onLink: () => void;
}) {
  const { t } = useTranslation();
  const nameOf = useNames();
  return (
    <li data-testid={`call-case-${one.caseNo}`}>
      <span className="call-case-what">
        <span className="call-case-kind">{nameOf(one.typeName)}</span>
        {one.grade !== 'ordinary' && <StateMark tone="alarm">{t(`cases.grades.${one.grade}`)}</StateMark>}
        <Link className="plain-link" to={`/cases/${one.caseNo}`}>
          {one.title}
        </Link>
      </span>
      <span className="call-case-where quiet small">
        <span className="figures">{one.caseNo}</span> · {nameOf(one.stepName)} ·{' '}
        {one.assigneeId === null ? t('cases.nobody') : `${one.assigneeName ?? ''} ${one.assigneeId}`}
        {one.chases > 0 && <em> · {t('cases.chased', { count: one.chases })}</em>}
      </span>
      <span className="call-case-clock">{one.closedAtMs === null && <EarliestClock of={one} />}</span>
      <span className="call-case-link">
        {one.link === null ? (
          <Button size="small" disabled={isBusy} title="Alt+L" data-testid={`case-link-${one.caseNo}`} onClick={onLink}>
            {t(one.isChased ? 'casesInCall.isChasing' : 'casesInCall.isAbout')} {isOnly && <kbd>Alt+L</kbd>}
          </Button>
        ) : (
          <StateMark tone="ready">{t(`casesInCall.${one.link}`)}</StateMark>
        )}
      </span>
      {one.link === 'opened' && (
        <span className="call-case-said">
          {t('casesInCall.say')} <b data-testid="case-number">{spokenCaseNumber(one.caseNo)}</b>
        </span>
      )}
    </li>
  );
}
