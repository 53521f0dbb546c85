import { centerClock } from '@sansheng/shared/domain/center-day';
import { Button, Checkbox, DatePicker, Input, Segmented, Select } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { instantOf } from '../format.ts';
import { useFiltering } from './use-list.ts';

interface Option {
  value: string;
  label: string;
}

/** Tabs of which one is shown. */
export function ListViews({ options }: { options: Option[] }) {
  const { chosen, choose } = useFiltering();
  return (
    <Segmented
      {...(chosen['view'] !== undefined && { value: chosen['view'] })}
      options={options}
      onChange={(view) => choose({ view })}
    />
  );
}

export function ListChoice({
  name,
  label,
  options,
  width = 140,
  onChoose = (value) => ({ [name]: value }),
}: {
  name: string;
  label: string;
  options: Option[];
  width?: number;
  /** What changes with it. */
  onChoose?: (value: string | undefined) => Record<string, string | undefined>;
}) {
  const { chosen, choose } = useFiltering();
  return (
    <Select
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={label}
      aria-label={label}
      style={{ width }}
      value={chosen[name]}
      options={options}
      onChange={(value?: string) => choose(onChoose(value))}
    />
  );
}

export function ListSearch({
  name,
  label,
  width = 170,
  testId,
  autoFocus = false,
}: {
  name: string;
  label: string;
  width?: number;
  testId?: string;
  autoFocus?: boolean;
}) {
  const { chosen, choose } = useFiltering();
  return (
    <Input.Search
      allowClear
      autoFocus={autoFocus}
      placeholder={label}
      aria-label={label}
      // Filled anew when the address changes by other means.
      key={chosen[name]}
      style={{ width }}
      defaultValue={chosen[name]}
      data-testid={testId}
      onSearch={(text) => choose({ [name]: text.trim() })}
    />
  );
}

/** The address has `value` while it is checked. */
export function ListFlag({ name, label, value = '1' }: { name: string; label: string; value?: string }) {
  const { chosen, choose } = useFiltering();
  return (
    <Checkbox
      checked={chosen[name] === value}
      onChange={(event) => choose({ [name]: event.target.checked ? value : undefined })}
    >
      {label}
    </Checkbox>
  );
}

/** `from` and `to`: instants, or dates by the center's clock. */
export function ListPeriod({ label, timeZone }: { label: string; timeZone: string }) {
  const { chosen, choose } = useFiltering();
  const asDay = (value: string | undefined) => {
    if (value === undefined) return null;
    return dayjs(/^\d+$/.test(value) ? Number(value) : value).tz(timeZone);
  };
  return (
    <DatePicker.RangePicker
      showTime={{ format: 'HH:mm' }}
      format="MM-DD HH:mm"
      style={{ width: 250 }}
      allowEmpty={[false, true]}
      aria-label={label}
      value={[asDay(chosen['from']), asDay(chosen['to'])]}
      onChange={(range) => {
        const chosenAt = (day: dayjs.Dayjs | null | undefined) => (day ? String(instantOf(day, timeZone)) : undefined);
        choose({ from: chosenAt(range?.[0]), to: chosenAt(range?.[1]) });
      }}
    />
  );
}

/** `from` and `to`: instants between which the chosen days of the center are, the last one included. */
export function ListDays({ label, timeZone }: { label: string; timeZone: string }) {
  const { chosen, choose } = useFiltering();
  const clock = centerClock(timeZone);
  const startOf = (day: dayjs.Dayjs) => clock.startOfDay(clock.instantAt(day.format('YYYY-MM-DD'), 12 * 60));
  const asDay = (value: string | undefined, earlierMs = 0) =>
    value === undefined ? null : dayjs(Number(value) - earlierMs).tz(timeZone);
  return (
    <DatePicker.RangePicker
      aria-label={label}
      value={[asDay(chosen['from']), asDay(chosen['to'], 1)]}
      onChange={(range) => {
        const [from, to] = [range?.[0], range?.[1]];
        choose({
          from: from ? String(startOf(from)) : undefined,
          to: to ? String(clock.startOfNextDay(startOf(to))) : undefined,
        });
      }}
    />
  );
}

/** Removes all filters from the address. */
export function ClearFilters() {
  const { t } = useTranslation();
  const { clear } = useFiltering();
  if (clear === null) return null;
  return (
    <Button type="link" onClick={clear}>
      {t('action.reset')}
    </Button>
  );
}
