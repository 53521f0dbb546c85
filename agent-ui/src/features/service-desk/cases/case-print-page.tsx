import { ArrowLeftOutlined, PrinterOutlined } from '@ant-design/icons';
import type { CaseDetail } from '@sansheng/shared/contracts/service-desk/cases';
import { Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { serverClock } from '../../../socket/server-clock.ts';
import { formatClock, formatNumber } from '../../../ui/format.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import { pathInWords, useCaseChoices } from '../case-choices/use-case-choices.ts';
import { textOfEntry, useEntryTitle } from './case-history.tsx';
import { FactList } from './fact-list.tsx';
import { useFieldInWords } from './field-input.tsx';
import { givenFields } from './given-fields.ts';
import { type CaseTypeView, useNames } from './names.ts';
import { useCase } from './use-case.ts';
import './case-print.css';

/** The register form of a case on paper: facts, deadlines, what happened, and where to sign. */
export function CasePrintPage() {
  const { caseNo = '' } = useParams();
  const { t } = useTranslation();
  const { found, type } = useCase(caseNo);
  return (
    <div className="page case-print-page">
      <div className="case-print-bar">
        <Link to={`/cases/${caseNo}`} className="plain-link small">
          <ArrowLeftOutlined /> {t('cases.print.back')}
        </Link>
        <Button type="primary" icon={<PrinterOutlined />} data-testid="case-print-now" onClick={() => window.print()}>
          {t('cases.print.now')}
        </Button>
      </div>
      {found.error && <Trouble error={found.error} onRetry={() => void found.refetch()} />}
      {(found.isPending || type === undefined) && found.error === null && <Skeleton active />}
      {found.data && type && <RegisterForm one={found.data} type={type} />}
    </div>
  );
}

function RegisterForm({ one, type }: { one: CaseDetail; type: CaseTypeView }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const nameOf = useNames();
  const inWords = useFieldInWords(one.people);
  const choices = useCaseChoices();
  const clock = (atMs: number) => formatClock(atMs, me.timeZone, 'YYYY-MM-DD HH:mm');
  const titleOf = useEntryTitle(one, type);
  const given = givenFields(one, type);
  const short = given.filter(({ kind }) => kind !== 'longText');
  const facts: [string, string][] = [
    [t('cases.number'), one.caseNo],
    [t('cases.opened'), clock(one.openedAtMs)],
    [t('cases.contactName'), one.contactName || '–'],
    [t('cases.contactNumber'), formatNumber(one.contactNumber) || '–'],
    [t('cases.channel'), t(`cases.channels.${one.channel}`)],
    [t('cases.externalNo'), one.externalNo ?? '–'],
    [t('cases.grade'), t(`cases.grades.${one.grade}`)],
    [t('caseChoices.category'), one.categoryId === null ? '–' : pathInWords(choices?.categories, one.categoryId)],
    [t('cases.step'), nameOf(one.stepName)],
    [t('cases.department'), choices?.departments.get(one.departmentId ?? '')?.name ?? '–'],
    [t('cases.firstOwner'), one.firstOwnerId],
    [t('cases.assignee'), one.assigneeId === null ? '–' : `${one.assigneeName ?? ''} ${one.assigneeId}`],
    ...(one.amountFen === null ? [] : [[t('cases.amount'), (one.amountFen / 100).toFixed(2)] as [string, string]]),
    ...short.map((field): [string, string] => [nameOf(field.name), inWords(field, one.fields[field.key], clock)]),
  ];
  return (
    <article className="case-print" data-testid="case-print-form">
      <h1>{t('cases.print.title', { type: nameOf(type.name) })}</h1>
      <p className="case-print-what">{one.title}</p>
      <FactList className="case-print-facts" rows={facts} />
      {given
        .filter(({ kind }) => kind === 'longText')
        .map((field) => (
          <section key={field.key}>
            <h2>{nameOf(field.name)}</h2>
            <p>{inWords(field, one.fields[field.key], clock)}</p>
          </section>
        ))}
      <h2>{t('cases.clocks')}</h2>
      <table>
        <tbody>
          {one.clocks.map((of) => (
            <tr key={`${of.clockKey}.${of.round}.${of.startedAtMs}`}>
              <td>{nameOf(of.name)}</td>
              <td>{of.dueAtMs === null ? '–' : clock(of.dueAtMs)}</td>
              <td>{t(`cases.clockStates.${of.state}`)}</td>
              <td>{of.stoppedAtMs === null ? '' : clock(of.stoppedAtMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>{t('cases.history')}</h2>
      <table className="case-print-history">
        <tbody>
          {one.entries.map((entry) => (
            <tr key={entry.seq}>
              <td>{clock(entry.atMs)}</td>
              <td>{entry.byId === '' ? t('cases.center') : `${entry.byName ?? ''} ${entry.byId}`}</td>
              <td>
                {titleOf(entry)}
                {textOfEntry(entry) !== '' && <p>{textOfEntry(entry)}</p>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="case-print-signs">
        {(['handler', 'approver', 'customer'] as const).map((who) => (
          <span key={who}>{t(`cases.print.signs.${who}`)}</span>
        ))}
      </div>
      <footer>{t('cases.print.by', { who: `${me.name} ${me.employeeNo}`, at: clock(serverClock.nowMs()) })}</footer>
    </article>
  );
}
