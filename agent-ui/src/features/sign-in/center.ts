import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { Refused, request } from '../../rest/rest.ts';

/** `GET /api/v1/center`, public: what may be known before signing in. */
const Center = z.object({ demonstration: z.boolean(), name: z.string().default(''), ringCycleMs: z.number() });

const unknownCenter = { demonstration: false, name: '', ringCycleMs: 5000 };

/** A server without this page, or one that is away, is taken for no demonstration. */
export function useCenter() {
  return useQuery({
    queryKey: ['center'],
    queryFn: () =>
      request(Center, 'GET', '/center').catch((error: unknown) => {
        if (error instanceof Refused && error.code !== 'unavailable') return unknownCenter;
        throw error;
      }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
