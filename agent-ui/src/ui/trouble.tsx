import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { refusalInWords } from './refusal-words.ts';
import { Refused } from '../rest/rest.ts';

/** A refusal in the reader's language, with what to do next. */
export function Trouble({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const refused = error instanceof Refused ? error : null;
  return (
    <Alert
      type="error"
      showIcon
      title={refusalInWords(t, error, 'unavailable')}
      description={refused?.incident ? t('errors.incident', { incident: refused.incident }) : undefined}
      action={
        onRetry && (
          <Button size="small" onClick={onRetry}>
            {t('action.retry')}
          </Button>
        )
      }
    />
  );
}
