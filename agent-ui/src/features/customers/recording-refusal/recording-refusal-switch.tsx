import { RecordingRefusal } from '@sansheng/shared/contracts/customers/recording-refusal';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { request } from '../../../rest/rest.ts';
import { useSayRefusal } from '../../../ui/say-refusal.ts';
import '../../records/recordings/recording.css';

/** A customer who does not want to be recorded is not recorded from the next call on. */
export function RecordingRefusalSwitch({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const sayRefusal = useSayRefusal();
  const queries = useQueryClient();
  const path = `/customers/${customerId}/recording`;
  const queryKey = ['customers', customerId, 'recording'];
  const { data } = useQuery({ queryKey, queryFn: () => request(RecordingRefusal, 'GET', path) });
  const save = useMutation({
    mutationFn: (refuses: boolean) => request(RecordingRefusal, 'PUT', path, { refuses }),
    onSuccess: (saved) => queries.setQueryData(queryKey, saved),
    onError: sayRefusal,
  });
  return (
    <label className="recording-refusal" title={t('recording.refusesHint')}>
      <Switch
        size="small"
        data-testid="refuses-recording"
        disabled={data === undefined}
        loading={save.isPending}
        checked={data?.refuses ?? false}
        onChange={(refuses) => save.mutate(refuses)}
      />
      {t('recording.refuses')}
    </label>
  );
}
