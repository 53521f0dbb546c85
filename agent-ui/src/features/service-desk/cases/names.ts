import { useTranslation } from 'react-i18next';
import { useQuery } from '@tanstack/react-query';
import { CaseTypesView } from '@sansheng/shared/contracts/service-desk/cases';
import type { z } from 'zod';
import { request } from '../../../rest/rest.ts';

export type CaseTypeView = z.infer<typeof CaseTypesView>['types'][number];

/** Names that types carry in both languages, in the reader's. */
export function useNames(): (names: { zh: string; en: string }) => string {
  const { i18n } = useTranslation();
  return (names) => (i18n.language === 'en' ? names.en : names.zh);
}

/** Types that cases are opened with; they change with the product, not while a page is open. */
export const useCaseTypes = () =>
  useQuery({
    queryKey: ['case-types'],
    queryFn: () => request(CaseTypesView, 'GET', '/case-types'),
    staleTime: Number.POSITIVE_INFINITY,
  });
