import { Center } from '@sansheng/shared/contracts/people/sign-in';
import { useQuery } from '@tanstack/react-query';
import { request } from '../../../rest/rest.ts';

/** What may be known before signing in. */
export function useCenter() {
  return useQuery({
    queryKey: ['center'],
    queryFn: () => request(Center, 'GET', '/center'),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
