import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../language/language.ts';
import { useFiltering } from '../../../ui/list-page/use-list.ts';
import { useDeskSettings, useQueueName } from '../../desk-work/desk/seat.tsx';

/** Filters without a field of their own. */
export const broughtNames = ['hotline', 'entered', 'team', 'skill', 'category', 'tier', 'threshold'] as const;

/** Filters that a number of a report brought along; each can be removed. */
export function BroughtFilters() {
  const { t } = useTranslation();
  const { chosen, choose } = useFiltering();
  const nameOfBrought = useNameOfBrought();
  return broughtNames.map((name) => {
    const value = chosen[name];
    if (value === undefined) return null;
    const word = name === 'threshold' ? 'report.threshold' : `figures.axes.${name === 'entered' ? 'queue' : name}`;
    return (
      <Tag key={name} closable onClose={() => choose({ [name]: undefined })}>
        {t(word)} {nameOfBrought(name, value)}
      </Tag>
    );
  });
}

/** The name of a filter that came from a report. */
function useNameOfBrought(): (name: (typeof broughtNames)[number], value: string) => string {
  const { t } = useTranslation();
  const settings = useDeskSettings();
  const queueName = useQueueName();
  return (name, value) => {
    if (name === 'entered') return queueName(value, value);
    if (name === 'tier') return value === 'unknown' ? t('figures.unknownCustomer') : t(`screenPop.tiers.${value}`);
    if (name === 'team') return settings?.teams.find(({ teamId }) => teamId === value)?.name ?? value;
    const skill = settings?.skills.find(({ skillId }) => skillId === value);
    const category = settings?.wrapUpCategories.find(({ categoryId }) => categoryId === value);
    const thing = name === 'skill' ? skill : name === 'category' ? category : undefined;
    return thing ? nameOf(thing) : value;
  };
}
