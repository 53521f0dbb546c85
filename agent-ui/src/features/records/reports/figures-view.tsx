import { BarChartOutlined, DownloadOutlined } from '@ant-design/icons';
import { axisNotes, serviceLevelTexts } from '@sansheng/shared/domain/figure-definitions';
import { figureIntervals, freshLevels, presetNames } from '@sansheng/shared/domain/figure-view';
import { axes, MAX_SERVICE_LEVEL_SECONDS } from '@sansheng/shared/domain/figures';
import { serviceLevelNames } from '@sansheng/shared/domain/service-level';
import { isOfTeam } from '@sansheng/shared/domain/opened-calls';
import { Alert, Button, InputNumber, Segmented, Skeleton, Switch } from 'antd';
import { lazy, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { textLanguage } from '../../../language/language.ts';
import { EmptyHint } from '../../../ui/empty-hint.tsx';
import { type FigureChoice, figurePeriods, useFigureChoice } from './figure-choice.ts';
import { ChartToCome } from './chart-to-come.tsx';
import { FigureTable } from './figure-table.tsx';
import { Headline } from './headline.tsx';
import { NoReport } from './too-fine.tsx';
import { ChoiceSelect, PeriodHead } from './period-head.tsx';
import { figureQueryOf, useFigures } from './use-figures.ts';
import './reports.css';

// The numbers appear before the code that draws them is loaded.
const FigureChart = lazy(async () => ({ default: (await import('./figure-chart.tsx')).FigureChart }));

/** Every figure by every axis: a chart, a table, and the calls behind each count. */
export function FiguresView() {
  const { t } = useTranslation();
  const [choice, choose] = useFigureChoice();
  return (
    <FigurePage title={t('figures.views.all')} choice={choice} choose={choose}>
      <Segmented
        className="figure-presets"
        aria-label={t('figures.columns')}
        value={choice.preset}
        onChange={(preset) => choose({ preset })}
        options={presetNames.map((value) => ({ value, label: t(`figures.presets.${value}`) }))}
      />
    </FigurePage>
  );
}

/** The course of a day, below the four rates by which a center is judged. */
export function ServiceLevelView() {
  const { t } = useTranslation();
  const [chosen, choose] = useFigureChoice(freshLevels);
  const choice: FigureChoice = { ...chosen, preset: 'overview' };
  const report = useFigures(choice);
  // The rates above are the center's.
  const isOfOneTeam = report.data?.teamId !== null && isOfTeam(choice.groupBy);
  return (
    <FigurePage
      title={t('figures.views.level')}
      choice={choice}
      choose={(change) => choose({ ...change, ...(change.period && intervalFor(change.period)) })}
    >
      {report.data && !isOfOneTeam && <Headline report={report.data} />}
    </FigurePage>
  );
}

/** A day is shown by half hours, longer periods by days. */
function intervalFor(period: FigureChoice['period']): Pick<FigureChoice, 'interval'> | null {
  if (period === 'custom') return null;
  return { interval: period === 'today' || period === 'yesterday' ? '30m' : 'day' };
}

function FigurePage({
  title,
  choice,
  choose,
  children,
}: {
  title: string;
  choice: FigureChoice;
  choose: (change: Partial<FigureChoice>) => void;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const report = useFigures(choice);
  const note = axisNotes[choice.groupBy];
  // The last figures stay on the page while others are loaded, but not instead of a refusal.
  const shown = report.error === null ? report.data : undefined;
  const hasNoSkills = choice.groupBy === 'skill' && shown !== undefined && Object.keys(shown.names).length === 0;
  return (
    <>
      <PeriodHead
        title={title}
        periods={figurePeriods.map((value) => ({ value, label: t(`figures.periods.${value}`) }))}
        choice={choice}
        choose={choose}
        made={report.data}
      />
      <Choices choice={choice} choose={choose} />
      {children}
      {report.error && (
        <NoReport error={report.error} choice={choice} choose={choose} onRetry={() => void report.refetch()} />
      )}
      {report.isPending && <Skeleton active />}
      {note !== undefined && <p className="quiet small report-note">{note[textLanguage()]}</p>}
      {report.data && report.data.pending > 0 && (
        <Alert type="info" showIcon title={t('figures.pending', { count: report.data.pending })} />
      )}
      {shown &&
        (shown.totals.length === 0 ? (
          <section className="panel">
            <EmptyHint icon={<BarChartOutlined />} title={t(hasNoSkills ? 'figures.noSkills' : 'report.empty')}>
              {t(hasNoSkills ? 'figures.noSkillsHint' : 'report.emptyHint')}
            </EmptyHint>
          </section>
        ) : (
          <>
            <Suspense fallback={<ChartToCome />}>
              <FigureChart report={shown} choice={choice} />
            </Suspense>
            <FigureTable report={shown} choice={choice} />
          </>
        ))}
    </>
  );
}

function Choices({ choice, choose }: { choice: FigureChoice; choose: (change: Partial<FigureChoice>) => void }) {
  const { t } = useTranslation();
  const language = textLanguage();
  return (
    <section className="panel report-choices">
      <ChoiceSelect
        label={t('report.groupBy')}
        width={118}
        value={choice.groupBy}
        onChange={(groupBy) => choose({ groupBy })}
        options={axes.map((value) => ({ value, label: t(`figures.axes.${value}`) }))}
      />
      <ChoiceSelect
        label={t('report.interval')}
        width={112}
        value={choice.interval}
        onChange={(interval) => choose({ interval })}
        options={figureIntervals.map((value) => ({ value, label: t(`figures.intervals.${value}`) }))}
      />
      <ChoiceSelect
        label={t('report.definition')}
        width={200}
        value={choice.definition}
        onChange={(definition) => choose({ definition })}
        options={serviceLevelNames.map((value) => ({ value, label: serviceLevelTexts[value][language].name }))}
      />
      <label>
        <span>{t('report.threshold')}</span>
        <InputNumber
          min={1}
          max={MAX_SERVICE_LEVEL_SECONDS}
          precision={0}
          changeOnWheel={false}
          value={choice.thresholdSeconds}
          style={{ width: 80 }}
          onChange={(thresholdSeconds) => thresholdSeconds !== null && choose({ thresholdSeconds })}
        />
      </label>
      <label>
        <span>{t('figures.compare')}</span>
        <span>
          <Switch
            aria-label={t('figures.compare')}
            checked={choice.compare}
            onChange={(compare) => choose({ compare })}
          />
        </span>
      </label>
      <p className="report-explain">
        {serviceLevelTexts[choice.definition][language].formula}
        {t('figures.withSeconds', { count: choice.thresholdSeconds })}
      </p>
      <span className="report-exports">
        {(['xlsx', 'csv'] as const).map((format) => (
          <Button
            key={format}
            icon={<DownloadOutlined />}
            href={`/api/v1/reports/figures/${format}${figureQueryOf(choice)}&language=${language}`}
          >
            {format}
          </Button>
        ))}
      </span>
    </section>
  );
}
