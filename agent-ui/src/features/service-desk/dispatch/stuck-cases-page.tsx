import { ClockCircleOutlined } from '@ant-design/icons';
import { StuckCases } from '@sansheng/shared/contracts/service-desk/dispatch';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { formatDuration } from '../../../ui/format.ts';
import { ListPage } from '../../../ui/list-page/list-page.tsx';
import { useList } from '../../../ui/list-page/use-list.ts';
import { StateMark } from '../../../ui/state-mark.tsx';
import { DepartmentPicker } from '../case-choices/department-picker.tsx';
import { useCaseChoices } from '../case-choices/use-case-choices.ts';
import { useCaseColumns } from '../cases/case-columns.tsx';
import { ChaseButton } from './chase-button.tsx';

/** What stands too long, the longest on top, and a button that chases it. */
export function StuckCasesPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const departments = useCaseChoices()?.departments;
  const list = useList({
    path: '/stuck-cases',
    page: StuckCases,
    rowsOf: ({ cases }) => cases,
    filters: ['department'],
    refreshMs: 30_000,
  });
  const { number, what, step, assignee } = useCaseColumns('stuck-row');
  return (
    <ListPage
      testId="stuck-list"
      words="stuckCases"
      icon={<ClockCircleOutlined />}
      list={list}
      filters={
        <div style={{ width: 240 }}>
          <DepartmentPicker
            value={list.chosen.department ?? null}
            onChange={(department) => list.choose({ department })}
            aria-label={t('dispatch.department')}
          />
        </div>
      }
      rowKey="caseId"
      onOpen={({ caseNo }) => void navigate(`/cases/${caseNo}`)}
      columns={[
        number,
        what,
        {
          title: t('dispatch.why'),
          width: 150,
          show: ({ why }) => (
            <StateMark tone={why === 'accept' ? 'alarm' : 'offered'}>{t(`dispatch.whys.${why}`)}</StateMark>
          ),
        },
        step,
        {
          title: t('cases.department'),
          width: 130,
          show: ({ departmentId }) => departments?.get(departmentId ?? '')?.name ?? departmentId ?? '–',
        },
        assignee,
        { title: t('dispatch.age'), width: 130, number: ({ openMs }) => openMs, inWords: formatDuration },
        { title: t('dispatch.chases'), width: 70, number: ({ chases }) => chases },
        { title: '', width: 100, hasControls: true, show: (one) => <ChaseButton one={one} /> },
      ]}
    />
  );
}
