import { isOffered, pathTo } from '@sansheng/shared/domain/tree';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../language/language.ts';
import { ChoicePicker, type PickerProps } from './choice-picker.tsx';
import { pathInWords, useCaseChoices } from './use-case-choices.ts';

/** Any place, the whole district as well as the building. */
export function AreaPicker(props: PickerProps) {
  const { t } = useTranslation();
  const known = useCaseChoices();
  const areas = known?.areas;
  const choices =
    areas === undefined
      ? []
      : [...areas.values()]
          .filter(({ areaId }) => isOffered(areas, areaId))
          .map(({ areaId, initials, pinyin }) => {
            const names = pathTo(areas, areaId).flatMap((id) => areas.get(id) ?? []);
            return { value: areaId, names: names.map(nameOf), initials, pinyin };
          });
  return (
    <ChoicePicker
      {...props}
      choices={choices}
      nameOf={(id) => pathInWords(areas, id)}
      hint={t(areas?.size === 0 ? 'caseChoices.noAreas' : 'caseChoices.areaHint')}
      isLoading={known === null}
    />
  );
}
