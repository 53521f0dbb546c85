import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { request } from '../../rest/rest.ts';
import { useSayRefusal } from '../say-refusal.ts';

/** An act on one item of a list, e.g. `/callbacks/c1/claim`. */
interface Act {
  path: string;
  body?: object;
  /** Of the item as it was shown, where it has one. */
  revision?: string;
}

/** Performs an act and reloads the lists of `key`. If somebody else was faster, the message says who. */
export function useAct<T>(schema: z.ZodType<T>, { key, onDone }: { key: string; onDone?: () => void }) {
  const sayRefusal = useSayRefusal();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ path, body = {}, revision }: Act) => request(schema, 'POST', path, body, revision),
    onSuccess: () => onDone?.(),
    onError: sayRefusal,
    onSettled: () => queries.invalidateQueries({ queryKey: [key] }),
  });
}
