import { access, may } from '@sansheng/shared/domain/access';
import { type DeskRow, DeskRows } from '@sansheng/shared/contracts/service-desk/desk-reports';
import { Drawer, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePages } from '../../../rest/use-pages.ts';
import { formatClock } from '../../../ui/format.ts';
import { MoreButton } from '../../../ui/more-button.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import { Trouble } from '../../../ui/trouble.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import { useCaseChoices } from '../case-choices/use-case-choices.ts';
import { useNames } from '../cases/names.ts';
import type { Behind } from './count-link.tsx';
import { Excuse } from './excuse-clock.tsx';
import type { DeskChoice } from './use-desk-report.ts';

const tones = { kept: 'ready', missed: 'alarm', open: 'offered' } as const;

/** The cases behind a number; a miss is excused here. */
export function DeskRowsDrawer({
  behind,
  choice,
  asOfMs,
  title,
  onClose,
}: {
  behind: Behind;
  choice: DeskChoice;
  /** When the number was counted. */
  asOfMs: number | undefined;
  title: string;
  onClose: () => void;
}) {
  return (
    <Drawer open size={1080} title={title} destroyOnHidden onClose={onClose}>
      <Rows behind={behind} choice={choice} asOfMs={asOfMs} />
    </Drawer>
  );
}

function Rows({
  behind: { count, department, category },
  choice: { fromMs: from, toMs: to, by, type, view },
  asOfMs,
}: {
  behind: Behind;
  choice: DeskChoice;
  asOfMs: number | undefined;
}) {
  const { t } = useTranslation();
  const { me } = useSession();
  const nameOf = useNames();
  const departments = useCaseChoices()?.departments;
  const list = usePages(DeskRows, '/desk-reports/cases', {
    from,
    to,
    by,
    // That table is of complaints.
    type: view === 'categories' ? 'complaint' : type,
    count,
    department,
    category,
    asOf: asOfMs,
  });
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const clock = (atMs: number | null) => (atMs === null ? '–' : formatClock(atMs, me.timeZone, 'MM-DD HH:mm'));
  return (
    <>
      {list.error && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
      <Table<DeskRow>
        size="small"
        rowKey="rowId"
        data-testid="desk-rows"
        dataSource={rows}
        loading={list.isPending}
        pagination={false}
        locale={{ emptyText: list.isPending ? ' ' : t('deskReports.nothing') }}
        columns={[
          {
            title: t('cases.number'),
            width: 160,
            render: (_, { caseNo }) => (
              <Link className="plain-link figures" to={`/cases/${caseNo}`} data-testid={`desk-row-${caseNo}`}>
                {caseNo}
              </Link>
            ),
          },
          {
            title: t('cases.what'),
            render: (_, { title, round }) => (
              <>
                {title} {round > 1 && <span className="quiet small">{t('deskReports.round', { round })}</span>}
              </>
            ),
          },
          { title: t('cases.step'), width: 100, render: (_, { stepName }) => nameOf(stepName) },
          {
            title: t('deskReports.department'),
            width: 110,
            render: (_, { departmentId }) =>
              departmentId === null ? '–' : (departments?.get(departmentId)?.name ?? departmentId),
          },
          { title: t('deskReports.due'), width: 115, render: (_, { dueAtMs }) => clock(dueAtMs) },
          { title: t('deskReports.done'), width: 115, render: (_, { doneAtMs }) => clock(doneAtMs) },
          { title: t('deskReports.verdict'), width: 130, render: (_, row) => <Result row={row} /> },
          {
            title: '',
            width: 150,
            render: (_, { caseNo, clock: key, round, startedAtMs, excuse, mayExcuse }) =>
              key !== null && startedAtMs !== null && (mayExcuse || excuse !== null) ? (
                <Excuse
                  caseNo={caseNo}
                  clock={{ clock: key, round, startedAtMs }}
                  excuse={excuse}
                  mayExcuse={may(me, access.clockExcuses)}
                />
              ) : null,
          },
        ]}
      />
      <MoreButton list={list} />
    </>
  );
}

function Result({ row: { verdict, visit, isReturned } }: { row: DeskRow }) {
  const { t } = useTranslation();
  if (visit !== null)
    return (
      <>
        {t(`followUps.states.${visit.state}`)}{' '}
        {visit.rating !== null && t(`followUps.ratings.${visit.rating as 1 | 2 | 3 | 4 | 5}`)}
      </>
    );
  return (
    <>
      {verdict !== null && <StateMark tone={tones[verdict]}>{t(`deskReports.verdicts.${verdict}`)}</StateMark>}{' '}
      {isReturned && <span className="small">{t('deskReports.returnedMark')}</span>}
    </>
  );
}
