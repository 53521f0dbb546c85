import { App } from 'antd';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalInWords } from './refusal-words.ts';

/** Shows in the reader's language why something was refused; any other error is a bug. */
export function useSayRefusal(): (error: unknown) => void {
  const { message } = App.useApp();
  const { t } = useTranslation();
  return useCallback((error) => void message.error(refusalInWords(t, error, 'internal')), [message, t]);
}
