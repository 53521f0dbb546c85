import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { createContext, use } from 'react';
import type { z } from 'zod';
import { usePages } from '../../rest/use-pages.ts';
import { useAddress } from '../use-address.ts';

type Chosen<Name extends string> = Partial<Record<Name, string>>;

/** A list whose filters and open row are kept in the address of its page. */
export interface List<Page, Name extends string> {
  /** The filters in force. */
  chosen: Chosen<Name>;
  /** Whether the address has filters that can be cleared. */
  isFiltered: boolean;
  choose: (changes: Record<string, string | number | null | undefined>) => void;
  /** A value in the address that is no filter, such as the id of the open row. */
  opened: (name: string) => string | null;
  pages: UseInfiniteQueryResult<InfiniteData<Page>>;
}

/**
 * Reads a list of the API page by page. `filters`: their names, the same in the address and in the query; `usual`: their
 * defaults; `asked`: makes the query, where it differs from the filters.
 */
export function useList<Page extends { nextCursor: string | null }, Name extends string>({
  path,
  page,
  filters,
  usual = {},
  asked = (chosen) => chosen,
  refreshMs,
}: {
  path: string;
  page: z.ZodType<Page>;
  filters: readonly Name[];
  usual?: Chosen<Name>;
  asked?: (chosen: Chosen<Name>) => Record<string, string | undefined>;
  refreshMs?: number;
}): List<Page, Name> {
  const [params, choose] = useAddress();
  const inAddress = filters.filter((name) => params.has(name)).map((name) => [name, params.get(name)]);
  const chosen: Chosen<Name> = { ...usual, ...Object.fromEntries(inAddress) };
  return {
    chosen,
    isFiltered: inAddress.length > 0,
    choose,
    opened: (name) => params.get(name),
    pages: usePages(page, path, asked(chosen), { ...(refreshMs !== undefined && { refreshMs }) }),
  };
}

interface Filtering {
  chosen: Chosen<string>;
  choose: (changes: Record<string, string | undefined>) => void;
}
export const ListContext = createContext<Filtering | null>(null);

/** For the fields in the head of a ListPage. */
export function useFiltering(): Filtering {
  const filtering = use(ListContext);
  if (filtering === null) throw new Error('outside a ListPage');
  return filtering;
}
