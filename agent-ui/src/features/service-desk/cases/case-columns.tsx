import type { CaseRowView } from '@sansheng/shared/contracts/service-desk/cases';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../ui/format.ts';
import type { ListColumn } from '../../../ui/list-page/list-columns.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import { SupervisedMark } from '../dispatch/supervised.tsx';
import { EarliestClock } from './earliest-clock.tsx';
import { useNames } from './names.ts';

/** Columns of lists of cases, each by its name. `testId`: before the number of a row. */
export function useCaseColumns(testId = 'case-row') {
  const { t } = useTranslation();
  const { me } = useSession();
  const nameOf = useNames();
  return {
    number: {
      title: t('cases.number'),
      width: 170,
      show: ({ caseNo }) => (
        <span className="figures" data-testid={`${testId}-${caseNo}`}>
          {caseNo}
        </span>
      ),
    },
    due: { title: t('cases.due'), width: 190, show: (row) => <EarliestClock of={row} /> },
    type: { title: t('cases.type'), width: 100, show: ({ typeName }) => nameOf(typeName) },
    step: {
      title: t('cases.step'),
      width: 150,
      show: ({ stepName, round }) => (
        <>
          {nameOf(stepName)}
          {round > 1 && <em className="quiet small"> {t('cases.round', { round })}</em>}
        </>
      ),
    },
    what: { title: t('cases.what'), show: (row) => <Matter of={row} /> },
    contact: {
      title: t('cases.contact'),
      width: 215,
      show: ({ contactName, contactNumber }) => `${contactName} ${formatNumber(contactNumber)}`,
    },
    assignee: {
      title: t('cases.assignee'),
      width: 130,
      person: ({ assigneeId, assigneeName }) => ({ id: assigneeId, name: assigneeName }),
      none: t('cases.nobody'),
    },
    opened: { title: t('cases.opened'), width: 120, time: ({ openedAtMs }) => openedAtMs, timeZone: me.timeZone },
    closed: { title: t('cases.closedAt'), width: 190, time: ({ closedAtMs }) => closedAtMs, timeZone: me.timeZone },
  } satisfies Record<string, ListColumn<CaseRowView>>;
}

function Matter({ of: { grade, title, chases, returns, isSupervised, repeatOf } }: { of: CaseRowView }) {
  const { t } = useTranslation();
  return (
    <>
      {grade !== 'ordinary' && <StateMark tone="alarm">{t(`cases.grades.${grade}`)}</StateMark>}{' '}
      {isSupervised && <SupervisedMark />}{' '}
      {repeatOf !== null && <StateMark tone="alarm">{t('cases.repeatOf')}</StateMark>} {title}
      {chases > 0 && <em className="quiet small"> · {t('cases.chased', { count: chases })}</em>}
      {returns > 0 && <em className="quiet small"> · {t('cases.returned', { count: returns })}</em>}
    </>
  );
}
