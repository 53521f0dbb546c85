import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Choice, findChoices } from './find-choices.ts';

/** As many as are looked through; more is typed for the rest. */
const MOST = 50;

export interface PickerProps {
  value?: string | null;
  onChange?: (value: string | null) => void;
  id?: string;
  'aria-label'?: string;
  'data-testid'?: string;
}

/** Chooses by typing: pinyin initials, whole pinyin, or the name. What is chosen is shown even when it is not offered. */
export function ChoicePicker({
  choices,
  nameOf,
  hint,
  isLoading,
  value,
  onChange,
  ...common
}: PickerProps & { choices: readonly Choice[]; nameOf: (value: string) => string; hint: string; isLoading: boolean }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const found = findChoices(choices, typed).slice(0, MOST);
  const options = found.map(({ value: one, names }) => ({ value: one, label: names.join(' / ') }));
  const isListed = value === undefined || value === null || options.some((one) => one.value === value);
  return (
    <Select
      {...common}
      allowClear
      loading={isLoading}
      placeholder={hint}
      notFoundContent={t('caseChoices.none')}
      // Already found, and in order.
      showSearch={{ filterOption: false, onSearch: setTyped }}
      value={value ?? null}
      options={isListed || typed !== '' ? options : [{ value, label: nameOf(value) }, ...options]}
      labelRender={({ value: one }) => nameOf(String(one))}
      onChange={(next: string | undefined) => {
        setTyped('');
        onChange?.(next ?? null);
      }}
    />
  );
}
