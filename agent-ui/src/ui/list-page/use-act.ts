import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { Refused, request } from '../../rest/rest.ts';
import { refusalInWords } from '../refusal-words.ts';

/** An act on one item of a list, e.g. `/callbacks/c1/claim`. */
interface Act {
  path: string;
  body?: object;
  /** Of the item as it was shown, where it has one. */
  revision?: string;
}

/**
 * Performs an act and reloads the lists of `key`. If somebody else was faster, the message is `somebodyWasFaster`, with
 * their name where the server knows it.
 */
export function useAct<T>(
  schema: z.ZodType<T>,
  { key, somebodyWasFaster, onDone }: { key: string; somebodyWasFaster: string; onDone?: () => void },
) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ path, body = {}, revision }: Act) => request(schema, 'POST', path, body, revision),
    onSuccess: () => onDone?.(),
    onError: (error) => {
      const isConflict = error instanceof Refused && ['conflict', 'changedMeanwhile'].includes(error.code);
      const by = error instanceof Refused ? error.conflict?.by : undefined;
      const who = by ? `${t('list.colon')}${by.name} ${by.employeeNo}` : '';
      void message.error(isConflict ? `${somebodyWasFaster}${who}` : refusalInWords(t, error, 'internal'));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: [key] }),
  });
}
