import type { StuckCase } from '@sansheng/shared/contracts/service-desk/dispatch';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { nothing, request } from '../../../rest/rest.ts';
import { useSayRefusal } from '../../../ui/say-refusal.ts';

export function ChaseButton({ one: { caseNo, mayChase, lastChasedAtMs } }: { one: StuckCase }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const sayRefusal = useSayRefusal();
  const queries = useQueryClient();
  const chase = useMutation({
    mutationFn: () => request(nothing, 'POST', `/cases/${caseNo}/chase`, {}),
    onSuccess: () => void message.success(t('cases.chasedNow')),
    onError: sayRefusal,
    onSettled: () => queries.invalidateQueries({ queryKey: ['stuck-cases'] }),
  });
  return (
    <Tooltip title={mayChase || lastChasedAtMs === null ? t('cases.chaseHint') : t('dispatch.chasedSoon')}>
      <Button
        size="small"
        disabled={!mayChase}
        loading={chase.isPending}
        data-testid={`stuck-chase-${caseNo}`}
        onClick={() => chase.mutate()}
      >
        {t('cases.chase')}
      </Button>
    </Tooltip>
  );
}
