import { CaseChoices } from '@sansheng/shared/contracts/service-desk/case-choices';
import { pathTo, type Tree } from '@sansheng/shared/domain/tree';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { nameOf } from '../../../language/language.ts';
import { request } from '../../../rest/rest.ts';

type Category = CaseChoices['categories'][number];
type Department = CaseChoices['departments'][number];
type Area = CaseChoices['areas'][number];

export interface CaseChoicesInTrees {
  categories: ReadonlyMap<string, Category>;
  departments: ReadonlyMap<string, Department>;
  areas: ReadonlyMap<string, Area>;
}

/** Categories, departments and areas by their ids; null until they are loaded. */
export function useCaseChoices(): CaseChoicesInTrees | null {
  const { data } = useQuery({
    queryKey: ['case-choices'],
    queryFn: () => request(CaseChoices, 'GET', '/case-choices'),
    staleTime: 60_000,
  });
  return useMemo(
    () =>
      data === undefined
        ? null
        : {
            categories: new Map(data.categories.map((one) => [one.categoryId, one])),
            departments: new Map(data.departments.map((one) => [one.departmentId, one])),
            areas: new Map(data.areas.map((one) => [one.areaId, one])),
          },
    [data],
  );
}

/** `报修 / 宽带 / 断网`; the id itself of what is not there. */
export function pathInWords(
  tree: Tree<{ parentId: string | null; isActive: boolean; name: string; nameEn: string }> | undefined,
  id: string,
): string {
  const path = tree === undefined ? [] : pathTo(tree, id).flatMap((one) => tree.get(one) ?? []);
  return path.length === 0 ? id : path.map(nameOf).join(' / ');
}
