import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../language/language.ts';
import { ListChoice } from '../../../ui/list-page/list-filters.tsx';
import { useDeskSettings } from '../../desk-work/desk/seat.tsx';

/** The queue that a list is filtered by. */
export function ChooseQueue() {
  const { t } = useTranslation();
  const queues = useDeskSettings()?.queues ?? [];
  return (
    <ListChoice
      name="queue"
      label={t('calls.queue')}
      options={queues.map((queue) => ({ value: queue.queueId, label: nameOf(queue) }))}
    />
  );
}
