import { CaseDetail } from '@sansheng/shared/contracts/service-desk/cases';
import { useQuery } from '@tanstack/react-query';
import { request } from '../../../rest/rest.ts';
import { useCaseTypes } from './names.ts';

/** One case and its type, which is there as soon as both are read. `refreshMs`: while it is open on the screen. */
export function useCase(caseNo: string, { refreshMs = 0 }: { refreshMs?: number } = {}) {
  const types = useCaseTypes().data?.types;
  const found = useQuery({
    queryKey: ['cases', 'one', caseNo],
    queryFn: () => request(CaseDetail, 'GET', `/cases/${encodeURIComponent(caseNo)}`),
    refetchInterval: refreshMs > 0 && refreshMs,
  });
  return { found, type: types?.find(({ key }) => key === found.data?.type) };
}
