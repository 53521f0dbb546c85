import { ArrowLeftOutlined } from '@ant-design/icons';
import type { CaseDetail } from '@sansheng/shared/contracts/service-desk/cases';
import { Skeleton, Steps } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { formatClock, formatDuration } from '../../../ui/format.ts';
import { StateMark } from '../../../ui/state-mark.tsx';
import { Trouble } from '../../../ui/trouble.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import { pathInWords, useCaseChoices } from '../case-choices/use-case-choices.ts';
import { CaseCustomerNotices } from '../customer-notices/case-customer-notices.tsx';
import { Supervised } from '../dispatch/supervised.tsx';
import { CaseFollowUps } from '../follow-ups/case-follow-ups.tsx';
import { CallNumber } from '../../telephony/outbound/call-number.tsx';
import { CaseActs } from './case-acts.tsx';
import { CaseClockList } from './case-clock-list.tsx';
import { CaseHistory } from './case-history.tsx';
import { CaseOthers, useCasePresence } from './case-presence.tsx';
import { CaseRelations } from './case-relations.tsx';
import { CaseTools } from './case-tools.tsx';
import { FactList } from './fact-list.tsx';
import { useFieldInWords } from './field-input.tsx';
import { givenFields } from './given-fields.ts';
import { type CaseTypeView, useNames } from './names.ts';
import { useCase } from './use-case.ts';
import './cases.css';

const REFRESH_MS = 10_000;

/** One case: where it stands on top, what to do and what happened in the middle, facts and clocks at the side. */
export function CasePage() {
  const { caseNo = '' } = useParams();
  const { t } = useTranslation();
  const { found, type } = useCase(caseNo, { refreshMs: REFRESH_MS });
  return (
    <div className="page">
      <Link to="/cases" className="plain-link small">
        <ArrowLeftOutlined /> {t('cases.back')}
      </Link>
      {found.error && <Trouble error={found.error} onRetry={() => void found.refetch()} />}
      {(found.isPending || type === undefined) && found.error === null && <Skeleton active />}
      {found.data && type && <Whole one={found.data} type={type} />}
    </div>
  );
}

function Whole({ one, type }: { one: CaseDetail; type: CaseTypeView }) {
  const { t } = useTranslation();
  const nameOf = useNames();
  const isOver = one.closedAtMs !== null;
  const { others, onInput } = useCasePresence(one.caseNo);
  return (
    <article className="case-file" onInput={onInput}>
      <header className="case-head">
        <h1>
          <span className="figures" data-testid="case-number">
            {one.caseNo}
          </span>{' '}
          {one.title}
        </h1>
        <StateMark tone={isOver ? 'ready' : one.state === 'waiting' ? 'notReady' : 'offered'}>
          {nameOf(one.typeName)} · {t(`cases.states.${one.state}`)}
        </StateMark>
        {one.grade !== 'ordinary' && <StateMark tone="alarm">{t(`cases.grades.${one.grade}`)}</StateMark>}
        {one.isSupervised && <Supervised of={one} />}
        {one.repeatOf !== null && (
          <span data-testid="case-repeat">
            <StateMark tone="alarm">{t('cases.repeatOf')}</StateMark>{' '}
            <Link className="plain-link small" to={`/cases/${one.repeatOf}`}>
              {t('cases.repeatOfCase', { number: one.repeatOf })}
            </Link>
          </span>
        )}
        {one.round > 1 && <span className="quiet">{t('cases.round', { round: one.round })}</span>}
        <CaseOthers others={others} />
        <CaseTools one={one} type={type} />
      </header>
      <CaseSteps one={one} type={type} />
      <div className="case-columns">
        <section className="panel case-work">
          <CaseActs one={one} type={type} />
          <CaseCustomerNotices caseNo={one.caseNo} />
          <h2>{t('cases.history')}</h2>
          <CaseHistory one={one} type={type} />
        </section>
        <aside className="case-side">
          <section className="panel">
            <h2>{t('cases.clocks')}</h2>
            <CaseClockList one={one} type={type} />
          </section>
          <section className="panel">
            <h2>{t('cases.facts')}</h2>
            <Facts one={one} type={type} />
          </section>
          <CaseRelations one={one} type={type} />
          <CaseFollowUps caseId={one.caseId} />
        </aside>
      </div>
    </article>
  );
}

/** The way that it usually goes; where it stands is marked, whatever way it came. */
function CaseSteps({ one, type }: { one: CaseDetail; type: CaseTypeView }) {
  const nameOf = useNames();
  const steps = type.steps.filter(
    ({ key, state }) => key === one.stepKey || (state !== 'cancelled' && state !== 'waiting' && key !== 'explaining'),
  );
  const at = steps.findIndex(({ key }) => key === one.stepKey);
  return (
    <Steps
      className="case-steps"
      size="small"
      current={at}
      items={steps.map(({ key, name }) => ({
        title: <span data-testid={`case-step-${key}`}>{nameOf(name)}</span>,
      }))}
    />
  );
}

function Facts({ one, type }: { one: CaseDetail; type: CaseTypeView }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const inWords = useFieldInWords(one.people);
  const choices = useCaseChoices();
  const nameOf = useNames();
  const clock = (atMs: number) => formatClock(atMs, me.timeZone, 'YYYY-MM-DD HH:mm');
  const given = givenFields(one, type);
  const valueOf = (field: (typeof given)[number]): ReactNode =>
    field.kind === 'call' ? <CallOfField one={one} field={field} /> : inWords(field, one.fields[field.key], clock);
  const rows: [string, ReactNode][] = [
    [t('cases.contact'), <Contact key="contact" one={one} />],
    [t('cases.channel'), t(`cases.channels.${one.channel}`)],
    ...(one.externalNo === null ? [] : [[t('cases.externalNo'), one.externalNo] as [string, string]]),
    ...(one.amountFen === null ? [] : [[t('cases.amount'), (one.amountFen / 100).toFixed(2)] as [string, string]]),
    [t('caseChoices.category'), one.categoryId === null ? '–' : pathInWords(choices?.categories, one.categoryId)],
    [t('cases.department'), choices?.departments.get(one.departmentId ?? '')?.name ?? one.departmentId ?? '–'],
    [t('cases.assignee'), one.assigneeId === null ? t('cases.nobody') : `${one.assigneeName ?? ''} ${one.assigneeId}`],
    [t('cases.opened'), clock(one.openedAtMs)],
    ...given.map((field): [string, ReactNode] => [nameOf(field.name), valueOf(field)]),
  ];
  return (
    <>
      {!one.seesContact && <p className="quiet small">{t('cases.masked')}</p>}
      <FactList rows={rows} />
      {one.links.some(({ kind }) => kind === 'call') && (
        <>
          <h3>{t('cases.links')}</h3>
          <ul className="case-links">
            {one.links
              .filter(({ kind }) => kind === 'call')
              .map(({ ref, atMs }) => (
                <li key={ref}>
                  <Link className="plain-link figures" to={`/calls?call=${encodeURIComponent(ref)}`}>
                    {clock(atMs)} {t('cases.call')}
                  </Link>
                </li>
              ))}
          </ul>
        </>
      )}
    </>
  );
}

/** Whom to call about it; a person with a seat does so by a click. */
function Contact({ one: { contactName, contactNumber } }: { one: CaseDetail }) {
  if (contactName === '' && contactNumber === '') return '–';
  return (
    <>
      {contactName} {contactNumber !== '' && <CallNumber number={contactNumber} />}
    </>
  );
}

/** The call of a field, at the second that another field holds. */
function CallOfField({
  one: { fields },
  field: { key, secondIn },
}: {
  one: CaseDetail;
  field: CaseTypeView['fields'][number];
}) {
  const { t } = useTranslation();
  const second = secondIn === undefined ? undefined : fields[secondIn];
  const at = typeof second === 'number' ? second : 0;
  return (
    <Link
      className="plain-link"
      data-testid={`case-hear-${key}`}
      to={`/calls?call=${encodeURIComponent(fields[key] as string)}&at=${at}`}
    >
      {t('cases.hear', { at: formatDuration(at * 1000) })}
    </Link>
  );
}
