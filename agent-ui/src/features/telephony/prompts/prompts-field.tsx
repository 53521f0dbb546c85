import type { MenuFacts } from '@sansheng/shared/contracts/telephony/menu';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../language/language.ts';

/** Prompts in the order in which they are played, with their languages. */
export function PromptsField({
  value,
  facts,
  label,
  onChange,
}: {
  value: string[];
  facts: MenuFacts;
  label: string;
  onChange: (prompts: string[]) => void;
}) {
  const { t } = useTranslation();
  return (
    <Select
      mode="multiple"
      value={value}
      aria-label={label}
      placeholder={label}
      maxCount={10}
      style={{ width: '100%' }}
      onChange={onChange}
      showSearch={{ optionFilterProp: 'label' }}
      options={facts.prompts.map((prompt) => ({
        value: prompt.promptId,
        label: `${nameOf(prompt)} (${
          prompt.languages.map((language) => t(`menus.languageNames.${language}`)).join(' ') || t('menus.noSound')
        })`,
      }))}
    />
  );
}
