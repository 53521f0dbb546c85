import { BarChartOutlined } from '@ant-design/icons';
import {
  type CategoryReport,
  type CategoryRow,
  type DeskReport,
  NO_CATEGORY,
} from '@sansheng/shared/contracts/service-desk/desk-reports';
import { type DeskCount, shareOf } from '@sansheng/shared/domain/desk-reports/desk-rates';
import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { EmptyHint } from '../../../ui/empty-hint.tsx';
import { formatClock } from '../../../ui/format.ts';
import { useSession } from '../../people/sign-in/session.tsx';
import { pathInWords, useCaseChoices } from '../case-choices/use-case-choices.ts';
import { useNames } from '../cases/names.ts';
import { type Behind, CountLink } from './count-link.tsx';
import { percent } from './desk-rates.tsx';

type OnOpen = (behind: Behind) => void;
type Department = DeskReport['departments'][number];

export function DepartmentTable({ report, onOpen }: { report: DeskReport; onOpen: OnOpen }) {
  const { t } = useTranslation();
  const departments = useCaseChoices()?.departments;
  const number = (count: keyof Department & DeskCount, title = t(`deskReports.counts.${count}`)) => ({
    title,
    align: 'right' as const,
    render: (_: unknown, one: Department) => (
      <CountLink behind={{ count, department: one.departmentId }} value={one[count] ?? 0} onOpen={onOpen} />
    ),
  });
  const share = (title: string, part: keyof Department & DeskCount, whole: keyof Department & DeskCount) => ({
    title,
    align: 'right' as const,
    render: (_: unknown, one: Department) => percent(shareOf(one[part] ?? 0, one[whole] ?? 0)),
  });
  return (
    <section className="panel desk-table">
      <Table<Department>
        size="small"
        rowKey="departmentId"
        data-testid="desk-departments"
        dataSource={report.departments.toSorted((one, other) => other.dispatches - one.dispatches)}
        pagination={false}
        locale={{
          emptyText: (
            <EmptyHint icon={<BarChartOutlined />} title={t('deskReports.noDepartments')}>
              {t('deskReports.noneHint')}
            </EmptyHint>
          ),
        }}
        columns={[
          {
            title: t('deskReports.department'),
            render: (_, { departmentId }) => departments?.get(departmentId)?.name ?? departmentId,
          },
          number('dispatches'),
          number('acceptedInTime'),
          share(t('deskReports.rates.acceptedInTime'), 'acceptedInTime', 'dispatches'),
          number('returned'),
          share(t('deskReports.rates.returned'), 'returned', 'dispatches'),
          number('rounds'),
          number('doneInTime'),
          share(t('deskReports.rates.doneInTime'), 'doneInTime', 'rounds'),
          number('stuck'),
        ]}
      />
    </section>
  );
}

export function CategoryTable({ report, onOpen }: { report: CategoryReport | undefined; onOpen: OnOpen }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const nameOf = useNames();
  const categories = useCaseChoices()?.categories;
  const number = (count: keyof CategoryRow & DeskCount, title: string) => ({
    title,
    align: 'right' as const,
    width: 90,
    render: (_: unknown, one: CategoryRow) => (
      <CountLink behind={{ count, category: one.categoryId ?? NO_CATEGORY }} value={one[count]} onOpen={onOpen} />
    ),
  });
  const share = (part: keyof CategoryRow & DeskCount, whole: keyof CategoryRow & DeskCount) => ({
    title: '%',
    align: 'right' as const,
    width: 90,
    render: (_: unknown, one: CategoryRow) => percent(shareOf(one[part], one[whole])),
  });
  const day = (atMs: number) => formatClock(atMs, me.timeZone, 'MM-DD');
  const before = report?.before;
  return (
    <section className="panel desk-table">
      <Table<CategoryRow>
        size="small"
        rowKey={({ categoryId }) => categoryId ?? NO_CATEGORY}
        data-testid="desk-categories"
        dataSource={report?.categories ?? []}
        loading={report === undefined}
        pagination={false}
        locale={{
          emptyText: (
            <EmptyHint icon={<BarChartOutlined />} title={t('deskReports.noComplaints')}>
              {t('deskReports.noneHint')}
            </EmptyHint>
          ),
        }}
        columns={[
          {
            title: t('deskReports.category'),
            render: (_, { categoryId }) =>
              categoryId === null ? t('deskReports.noCategory') : pathInWords(categories, categoryId),
          },
          number('complaints', t('deskReports.counts.complaints')),
          { title: t('deskReports.share'), align: 'right', width: 90, render: (_, { share: of }) => percent(of) },
          {
            title: (
              <span
                title={before && t('deskReports.changeHint', { from: day(before.fromMs), to: day(before.toMs - 1) })}
              >
                {t('deskReports.change')}
              </span>
            ),
            align: 'right',
            width: 80,
            render: (_, { complaints, before: earlier }) => change(complaints - earlier),
          },
          number('grounded', t('deskReports.grounded')),
          number('grave', t('deskReports.grave')),
          number('doneInTime', t('deskReports.inTime')),
          share('doneInTime', 'rounds'),
          number('satisfied', t('deskReports.satisfied')),
          share('satisfied', 'rated'),
          {
            title: t('deskReports.topCause'),
            width: 110,
            render: (_, { topCause }) => (topCause === null ? '–' : nameOf(topCause)),
          },
        ]}
      />
    </section>
  );
}

const change = (by: number): string => (by > 0 ? `+${by}` : by < 0 ? `−${-by}` : '0');
