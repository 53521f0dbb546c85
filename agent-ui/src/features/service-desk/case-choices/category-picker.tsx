import { isOffered, pathTo } from '@sansheng/shared/domain/tree';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../language/language.ts';
import { ChoicePicker, type PickerProps } from './choice-picker.tsx';
import { type CaseChoicesInTrees, pathInWords, useCaseChoices } from './use-case-choices.ts';

/** What a case of this type is about: the last level of each branch. */
export function CategoryPicker({ type, ...props }: PickerProps & { type: string }) {
  const { t } = useTranslation();
  const known = useCaseChoices();
  const categories = known?.categories;
  return (
    <ChoicePicker
      {...props}
      choices={choicesFor(categories, type)}
      nameOf={(id) => pathInWords(categories, id)}
      hint={t('caseChoices.categoryHint')}
      isLoading={known === null}
    />
  );
}

function choicesFor(categories: CaseChoicesInTrees['categories'] | undefined, type: string) {
  if (categories === undefined) return [];
  const parents = new Set([...categories.values()].filter(({ isActive }) => isActive).map(({ parentId }) => parentId));
  return [...categories.values()].flatMap(({ categoryId, initials, pinyin }) => {
    if (parents.has(categoryId) || !isOffered(categories, categoryId)) return [];
    const path = pathTo(categories, categoryId).flatMap((id) => categories.get(id) ?? []);
    const { typeKeys } = path[0] as (typeof path)[number];
    if (typeKeys.length > 0 && !typeKeys.includes(type)) return [];
    return [{ value: categoryId, names: path.map(nameOf), initials, pinyin }];
  });
}
