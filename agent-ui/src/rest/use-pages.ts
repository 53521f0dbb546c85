import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { queryString, request } from './rest.ts';

/** A list of the API that is paged by cursor. `query`: its filters; `refreshMs`: how often it is read again. */
export function usePages<Page extends { nextCursor: string | null }>(
  schema: z.ZodType<Page>,
  path: string,
  query: Record<string, string | number | null | undefined>,
  { limit = 50, refreshMs = false }: { limit?: number; refreshMs?: number | false } = {},
) {
  return useInfiniteQuery({
    queryKey: [path.slice(1), 'list', query],
    queryFn: ({ pageParam }) => request(schema, 'GET', `${path}${queryString({ ...query, cursor: pageParam, limit })}`),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: refreshMs,
    placeholderData: keepPreviousData,
  });
}
