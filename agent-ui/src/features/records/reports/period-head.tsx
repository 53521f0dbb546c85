import { centerClock } from '@sansheng/shared/domain/center-day';
import { DatePicker, Segmented, Select } from 'antd';
import dayjs from 'dayjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../people/sign-in/session.tsx';
import { formatClock } from '../../../ui/format.ts';

/** Title, days and making of a report. The days are those of the center's calendar; `toMs` is exclusive. */
export function PeriodHead<Period extends string>({
  title,
  periods,
  choice: { period, fromMs, toMs },
  choose,
  made,
}: {
  title: ReactNode;
  periods: { value: Period; label: string }[];
  choice: { period: Period; fromMs: number; toMs: number };
  choose: (change: { period: Period } | { fromMs: number; toMs: number }) => void;
  made: { madeAtMs: number; timeZone: string } | undefined;
}) {
  const { t } = useTranslation();
  const { me } = useSession();
  const clock = centerClock(me.timeZone);
  const dayOf = (day: dayjs.Dayjs) => clock.startOfDay(clock.instantAt(day.format('YYYY-MM-DD'), 12 * 60));
  return (
    <div className="page-head">
      <h1>{title}</h1>
      <Segmented
        aria-label={t('report.period')}
        value={period}
        onChange={(next) => choose({ period: next })}
        options={periods}
      />
      {period === 'custom' && (
        <DatePicker.RangePicker
          allowClear={false}
          aria-label={t('report.period')}
          value={[dayjs(fromMs).tz(me.timeZone), dayjs(toMs - 1).tz(me.timeZone)]}
          onChange={(range) => {
            const [from, to] = range ?? [];
            if (from && to) choose({ fromMs: dayOf(from), toMs: clock.startOfNextDay(dayOf(to)) });
          }}
        />
      )}
      <span className="spread quiet small">
        {made && t('report.madeAt', { time: formatClock(made.madeAtMs, me.timeZone), zone: made.timeZone })}
      </span>
    </div>
  );
}

/** One choice, with its name above it. */
export function ChoiceSelect<Value extends string | number>({
  label,
  width,
  value,
  onChange,
  options,
}: {
  label: string;
  width: number;
  value: Value;
  onChange: (value: Value) => void;
  options: { value: Value; label: ReactNode }[];
}) {
  return (
    <label>
      <span>{label}</span>
      <Select<Value> value={value} style={{ width }} onChange={onChange} options={options} />
    </label>
  );
}
