import { Checkbox, DatePicker, Input, Segmented, Select } from 'antd';
import dayjs from 'dayjs';
import { instantOf } from '../format.ts';
import { useFiltering } from './use-list.ts';

interface Option {
  value: string;
  label: string;
}

/** Tabs of which one is shown; in the address it is `name`. */
export function ListViews({ name, options }: { name: string; options: Option[] }) {
  const { chosen, choose } = useFiltering();
  return (
    <Segmented
      {...(chosen[name] !== undefined && { value: chosen[name] })}
      options={options}
      onChange={(value) => choose({ [name]: value })}
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
