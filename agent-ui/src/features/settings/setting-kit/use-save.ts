import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { request } from '../../../rest/rest.ts';
import { type Revised, revised } from './revised.ts';
import { useRevised } from './use-revised.ts';

/**
 * Saves the setting at `path`, based on what was read when its form was opened. If somebody else was faster, nothing is
 * lost: `onMerged` gets the values with which the form continues. `keys`: the queries that are then reloaded.
 */
export function useSave<Setting extends object>(
  schema: z.ZodType<Setting>,
  {
    path,
    read,
    keys,
    said = 'admin.saved',
    onMerged,
    onSaved,
  }: {
    path: string;
    read: Revised<Setting> | null | undefined;
    keys: readonly QueryKey[];
    said?: string;
    onMerged?: (values: Record<string, unknown>) => void;
    onSaved?: () => void;
  },
) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { base, faster, forget, renew, takeRefusal } = useRevised(schema, read);
  const saving = useMutation({
    // Some routes reply with the setting, some with nothing.
    mutationFn: async (to: object) =>
      revised(schema).safeParse(await request(z.unknown(), 'PUT', path, to, base?.revision)).data,
    onMutate: forget,
    onError: (error, to) => {
      const merged = takeRefusal(error, to);
      if (merged !== null) onMerged?.(merged);
    },
    onSuccess: async (now) => {
      if (now !== undefined) renew(now);
      void message.success(t(said));
      for (const queryKey of keys) await queries.invalidateQueries({ queryKey });
      onSaved?.();
    },
  });
  return {
    base,
    save: (to: object) => saving.mutate(to),
    isSaving: saving.isPending,
    /** For SaveNotice. */
    notice: { faster, error: faster === null ? saving.error : null },
  };
}
