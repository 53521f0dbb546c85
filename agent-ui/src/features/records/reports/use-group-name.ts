import type { Axis } from '@sansheng/shared/domain/figures';
import { useTranslation } from 'react-i18next';
import { useQueueName } from '../../desk-work/desk/seat.tsx';

/** Ids of queues are named in both languages, other groups as the center named them. */
export function useGroupName(names: Record<string, string>, groupBy: Axis): (group: string) => string {
  const { t } = useTranslation();
  const queueName = useQueueName();
  return (group) => {
    if (groupBy === 'center') return t('figures.axes.center');
    if (group === '') return t('figures.none');
    if (groupBy === 'tier') return group === 'unknown' ? t('figures.unknownCustomer') : t(`screenPop.tiers.${group}`);
    const name = names[group] ?? group;
    if (groupBy === 'queue') return queueName(group, name);
    return groupBy === 'agent' || groupBy === 'hotline' ? `${group} ${name === group ? '' : name}` : name;
  };
}
