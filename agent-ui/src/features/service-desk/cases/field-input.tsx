import { DatePicker, Form, Input, InputNumber, Rate, Segmented, Select } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { formatClock, instantOf } from '../../../ui/format.ts';
import { useSession } from '../../people/sign-in/session.tsx';
import { AreaPicker } from '../case-choices/area-picker.tsx';
import type { PickerProps } from '../case-choices/choice-picker.tsx';
import { DepartmentPicker } from '../case-choices/department-picker.tsx';
import { PersonPicker } from '../case-choices/person-picker.tsx';
import { pathInWords, useCaseChoices } from '../case-choices/use-case-choices.ts';
import { type CaseTypeView, useNames } from './names.ts';

export type CaseFieldView = CaseTypeView['fields'][number];
const FEN = 100;
const LONGEST = 4000;

/**
 * One field of a case, by its kind. `value` is as the contract has it: money in fen, instants in ms. `calls`: those that
 * were about the case, with when.
 */
export function FieldInput({
  field,
  calls = [],
  value,
  onChange,
  id,
}: {
  field: CaseFieldView;
  calls?: readonly { ref: string; atMs: number }[];
  value?: unknown;
  onChange?: (value: unknown) => void;
  id?: string;
}) {
  const { t } = useTranslation();
  const { me } = useSession();
  const nameOf = useNames();
  const change = (next: unknown) => onChange?.(next);
  const common = { id, 'aria-label': nameOf(field.name), 'data-testid': `case-field-${field.key}` };
  const picker = { ...common, value: textOf(value) || null, onChange: change };
  const options = field.choices
    .filter(({ key, isRetired }) => !isRetired || key === value)
    .map(({ key, name }) => ({ value: key, label: nameOf(name) }));
  switch (field.kind) {
    case 'longText':
      return (
        <Input.TextArea
          {...common}
          rows={3}
          maxLength={field.max ?? LONGEST}
          value={textOf(value)}
          onChange={(event) => change(event.target.value)}
        />
      );
    case 'choice':
      return <Select {...common} allowClear options={options} value={value ?? null} onChange={change} />;
    case 'many':
      return (
        <Select {...common} mode="multiple" options={options} value={(value as string[]) ?? []} onChange={change} />
      );
    case 'number':
      return (
        <InputNumber
          {...common}
          min={0}
          max={field.max}
          value={numberOf(value)}
          onChange={change}
          style={{ width: '100%' }}
        />
      );
    case 'money':
      return (
        <InputNumber
          {...common}
          min={0}
          precision={2}
          value={numberOf(value) === null ? null : (numberOf(value) as number) / FEN}
          onChange={(yuan) => change(typeof yuan === 'number' ? Math.round(yuan * FEN) : null)}
          style={{ width: '100%' }}
        />
      );
    case 'rating':
      return <Rate count={field.max ?? 5} value={numberOf(value) ?? 0} onChange={change} />;
    case 'yesNo':
      return (
        <Segmented
          value={typeof value === 'boolean' ? String(value) : ''}
          onChange={(next) => change(next === 'true')}
          options={[
            { value: 'true', label: t('cases.yes') },
            { value: 'false', label: t('cases.no') },
          ]}
        />
      );
    case 'date':
      return (
        <DatePicker
          {...common}
          value={typeof value === 'string' ? dayjs(value) : null}
          onChange={(day) => change(day === null ? null : day.format('YYYY-MM-DD'))}
        />
      );
    case 'instant':
      return (
        <DatePicker
          {...common}
          showTime={{ format: 'HH:mm', minuteStep: 5 }}
          format="YYYY-MM-DD HH:mm"
          value={numberOf(value) === null ? null : dayjs(numberOf(value)).tz(me.timeZone)}
          onChange={(day) => change(day === null ? null : instantOf(day, me.timeZone))}
        />
      );
    case 'call':
      return (
        <Select
          {...common}
          allowClear
          value={textOf(value) || null}
          onChange={change}
          options={calls.map(({ ref, atMs }) => ({
            value: ref,
            label: `${formatClock(atMs, me.timeZone, 'MM-DD HH:mm')} ${t('cases.aCall')}`,
          }))}
        />
      );
    case 'department':
      return <DepartmentPicker {...picker} />;
    case 'area':
      return <AreaPicker {...picker} />;
    case 'person':
      return <PersonOfDepartment {...picker} />;
    default:
      return (
        <Input
          {...common}
          maxLength={field.max ?? 200}
          value={textOf(value)}
          onChange={(event) => change(event.target.value)}
        />
      );
  }
}

/** Of the department that the same form hands the case to; of all, where it hands it to none. */
function PersonOfDepartment(props: PickerProps) {
  const department = Form.useWatch<string | null>(['fields', 'department'], Form.useFormInstance());
  return <PersonPicker {...props} department={department ?? null} />;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** The value of a field in words. `people`: their names by number. */
export function useFieldInWords(
  people: Readonly<Record<string, string>> = {},
): (field: CaseFieldView, value: unknown, clock: (atMs: number) => string) => string {
  const { t } = useTranslation();
  const nameOf = useNames();
  const choices = useCaseChoices();
  return (field, value, clock) => {
    if (value === null || value === undefined || value === '') return '–';
    const choice = (key: unknown) => {
      const found = field.choices.find((one) => one.key === key);
      return found === undefined ? String(key) : nameOf(found.name);
    };
    switch (field.kind) {
      case 'choice':
        return choice(value);
      case 'many':
        return (value as unknown[]).map(choice).join('、');
      case 'yesNo':
        return t(value === true ? 'cases.yes' : 'cases.no');
      case 'money':
        return ((value as number) / FEN).toFixed(2);
      case 'instant':
        return clock(value as number);
      case 'call':
        return t('cases.aCall');
      case 'department':
        return choices?.departments.get(value as string)?.name ?? (value as string);
      case 'area':
        return pathInWords(choices?.areas, value as string);
      case 'person':
        return `${people[value as string] ?? ''} ${value as string}`.trim();
      default:
        return String(value as string | number);
    }
  };
}
