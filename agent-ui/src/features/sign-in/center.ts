import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { Refused, request } from '../../rest/rest.ts';

/** `GET /api/v1/center`, public: what may be known before signing in. */
const Center = z.object({ demonstration: z.boolean(), ringCycleMs: z.number() });

/** Null when the server keeps this to itself. */
export function useCenter() {
  return useQuery({
    queryKey: ['center'],
    queryFn: () =>
      request(Center, 'GET', '/center').catch((error: unknown) => {
        if (error instanceof Refused && error.code === 'notFound') return null;
        throw error;
      }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
