import { nextPossibleInterval } from '@sansheng/shared/domain/figure-view';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Refused } from '../../../rest/rest.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import type { FigureChoice } from './figure-choice.ts';

/** Why there is no report, and the next possible choice if too much was requested. */
export function NoReport({
  error,
  choice,
  choose,
  onRetry,
}: {
  error: unknown;
  choice: Pick<FigureChoice, 'interval' | 'fromMs' | 'toMs'>;
  choose: (change: Pick<FigureChoice, 'interval'>) => void;
  onRetry: () => void;
}) {
  const { t } = useTranslation();
  if (!(error instanceof Refused) || error.code !== 'tooFine') return <Trouble error={error} onRetry={onRetry} />;
  const interval = nextPossibleInterval(choice.interval, choice);
  return (
    <Alert
      type="warning"
      showIcon
      data-testid="too-fine"
      title={t('errors.tooFine')}
      action={
        <Button size="small" type="primary" onClick={() => choose({ interval })}>
          {t('figures.coarser', { interval: t(`figures.intervals.${interval}`) })}
        </Button>
      }
    />
  );
}
