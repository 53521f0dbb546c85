import { CasesOfCall } from '@sansheng/shared/contracts/service-desk/cases-in-call';
import { useQuery } from '@tanstack/react-query';
import { request } from '../../../rest/rest.ts';

const REFRESH_MS = 15_000;

/** Cases that came up in a call, and open ones of its customer; asked again when another customer turns out to be on the line. */
export function useCasesOfCall(callId: string | null, customerId: string | null = null) {
  const asked = useQuery({
    queryKey: ['cases', 'call', callId, customerId],
    queryFn: () => request(CasesOfCall, 'GET', `/calls/${callId}/cases`),
    enabled: callId !== null,
    refetchInterval: REFRESH_MS,
  });
  return asked.data?.cases ?? [];
}
