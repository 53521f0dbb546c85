import { type CountedBy, countedBy, NO_CATEGORY } from '@sansheng/shared/contracts/service-desk/desk-reports';
import { deskCounts } from '@sansheng/shared/domain/desk-reports/desk-rates';
import { Segmented, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { queryString } from '../../../rest/rest.ts';
import { ExportButton } from '../../../ui/export-button.tsx';
import { Trouble } from '../../../ui/trouble.tsx';
import { figurePeriods } from '../../records/reports/figure-choice.ts';
import { ChoiceSelect, PeriodHead } from '../../records/reports/period-head.tsx';
import { pathInWords, useCaseChoices } from '../case-choices/use-case-choices.ts';
import { useCaseTypes, useNames } from '../cases/names.ts';
import type { Behind } from './count-link.tsx';
import { DeskRates } from './desk-rates.tsx';
import { DeskRowsDrawer } from './desk-rows-drawer.tsx';
import { CategoryTable, DepartmentTable } from './desk-tables.tsx';
import { deskViews, useCategoryReport, useDeskChoice, useDeskReport } from './use-desk-report.ts';
import './desk-reports.css';

const ALL = '';

/** How the service desk did in a period: rates, departments, complaints by category, and the cases behind each number. */
export function DeskReportsPage() {
  const { t } = useTranslation();
  const nameOf = useNames();
  const { choice, params, change } = useDeskChoice();
  const report = useDeskReport(choice);
  const categories = useCategoryReport(choice);
  const types = useCaseTypes().data?.types ?? [];
  const choices = useCaseChoices();
  const behind = behindOf(params);
  const open = ({ count, department, category }: Behind) => change({ count, department, category });
  const { fromMs, toMs, by, view } = choice;
  const of =
    behind === null
      ? []
      : [
          t(`deskReports.counts.${behind.count}`),
          behind.department && (choices?.departments.get(behind.department)?.name ?? behind.department),
          behind.category &&
            (behind.category === NO_CATEGORY
              ? t('deskReports.noCategory')
              : pathInWords(choices?.categories, behind.category)),
        ].filter(Boolean);
  return (
    <div className="page desk-reports" data-testid="desk-reports">
      <PeriodHead
        title={t('nav.deskReports')}
        periods={figurePeriods.map((value) => ({ value, label: t(`figures.periods.${value}`) }))}
        choice={choice}
        choose={(next) =>
          'period' in next
            ? change({ period: next.period, ...(next.period === 'custom' && { from: fromMs, to: toMs }) })
            : change({ period: 'custom', from: next.fromMs, to: next.toMs })
        }
        made={report.data}
      />
      <section className="panel desk-choices">
        <Segmented
          aria-label={t('nav.deskReports')}
          value={view}
          onChange={(next) => change({ view: next })}
          options={deskViews.map((value) => ({ value, label: t(`deskReports.views.${value}`) }))}
        />
        <Segmented<CountedBy>
          aria-label={t('deskReports.by')}
          value={by}
          onChange={(next) => change({ by: next })}
          options={countedBy.map((value) => ({ value, label: t(`deskReports.bys.${value}`) }))}
        />
        {view !== 'categories' && (
          <ChoiceSelect
            label={t('deskReports.type')}
            width={150}
            value={choice.type ?? ALL}
            onChange={(type) => change({ type })}
            options={[
              { value: ALL, label: t('deskReports.allTypes') },
              ...types.map(({ key, name }) => ({ value: key, label: nameOf(name) })),
            ]}
          />
        )}
        <p className="quiet small desk-basis" data-testid="desk-basis">
          {t(`deskReports.byHint.${by}`)}
        </p>
        {view === 'categories' && (
          <ExportButton
            pathOf={(format) => `/desk-reports/categories-export${queryString({ from: fromMs, to: toMs, by, format })}`}
          />
        )}
      </section>
      {report.error && <Trouble error={report.error} onRetry={() => void report.refetch()} />}
      {categories.error && <Trouble error={categories.error} onRetry={() => void categories.refetch()} />}
      {report.isPending && <Skeleton active />}
      {report.data && view === 'rates' && <DeskRates report={report.data} onOpen={open} />}
      {report.data && view === 'departments' && <DepartmentTable report={report.data} onOpen={open} />}
      {view === 'categories' && <CategoryTable report={categories.data} onOpen={open} />}
      {behind !== null && (
        <DeskRowsDrawer
          behind={behind}
          choice={choice}
          asOfMs={view === 'categories' ? categories.data?.madeAtMs : report.data?.madeAtMs}
          title={of.join(' · ')}
          onClose={() => change({ count: null, department: null, category: null })}
        />
      )}
    </div>
  );
}

function behindOf(params: URLSearchParams): Behind | null {
  const count = deskCounts.find((one) => one === params.get('count'));
  const [department, category] = [params.get('department'), params.get('category')];
  return count === undefined
    ? null
    : { count, ...(department !== null && { department }), ...(category !== null && { category }) };
}
