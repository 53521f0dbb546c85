import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoicePicker, type PickerProps } from './choice-picker.tsx';
import { useCaseChoices } from './use-case-choices.ts';

export function DepartmentPicker(props: PickerProps) {
  const { t } = useTranslation();
  const known = useCaseChoices();
  const departments = known?.departments;
  const choices = useMemo(
    () =>
      [...(departments?.values() ?? [])]
        .filter(({ isActive }) => isActive)
        .map(({ departmentId, name, initials, pinyin }) => ({ value: departmentId, names: [name], initials, pinyin })),
    [departments],
  );
  return (
    <ChoicePicker
      {...props}
      choices={choices}
      nameOf={(id) => departments?.get(id)?.name ?? id}
      hint={t('caseChoices.departmentHint')}
      isLoading={known === null}
    />
  );
}
