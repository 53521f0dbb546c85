import { CasePeople } from '@sansheng/shared/contracts/service-desk/case-choices';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryString, request } from '../../../rest/rest.ts';
import type { PickerProps } from './choice-picker.tsx';

const usePeople = (q: string, department: string | null) =>
  useQuery({
    queryKey: ['case-people', q, department],
    queryFn: () => request(CasePeople, 'GET', `/case-people${queryString({ q, department })}`),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });

/** A person of the center, or of one department; those who have it already are named though they have left. */
export function PersonPicker({
  department = null,
  value,
  onChange,
  ...common
}: PickerProps & { department?: string | null }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const found = usePeople(typed.trim(), department);
  const own = usePeople(value ?? '', null).data?.people.find(({ employeeNo }) => employeeNo === value);
  const label = ({ employeeNo, name }: { employeeNo: string; name: string }) => `${name} ${employeeNo}`;
  return (
    <Select
      {...common}
      allowClear
      loading={found.isFetching}
      placeholder={t('caseChoices.personHint')}
      notFoundContent={t('caseChoices.none')}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      value={value ?? null}
      options={(found.data?.people ?? []).map((one) => ({ value: one.employeeNo, label: label(one) }))}
      labelRender={({ value: one, label: shown }) => shown ?? (own === undefined ? String(one) : label(own))}
      onChange={(next: string | undefined) => {
        setTyped('');
        onChange?.(next ?? null);
      }}
    />
  );
}
