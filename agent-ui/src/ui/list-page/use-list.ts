import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { createContext, use } from 'react';
import type { z } from 'zod';
import { usePages } from '../../rest/use-pages.ts';
import { useAddress } from '../use-address.ts';

type Chosen<Name extends string> = Partial<Record<Name, string>>;

/** What is open beside a list; its id is in the address. */
export interface Opened {
  id: string | null;
  open: (id: string) => void;
  close: () => void;
}

/** A list whose filters and open row are kept in the address of its page. */
export interface List<Row, Name extends string = string, View extends string = string> {
  /** Those read so far. */
  rows: Row[];
  /** The filters in force. */
  chosen: Chosen<Name | 'view'>;
  choose: (changes: Record<string, string | number | null | undefined>) => void;
  /** Removes all filters from the address; null: there are none. */
  clear: (() => void) | null;
  views: readonly View[];
  /** Which of them is shown. */
  view: View;
  /** `name`: in the address. */
  opened: (name: string) => Opened;
  pages: UseInfiniteQueryResult;
}

/**
 * Reads a list of the API page by page. `views`: one of them is shown, at first the first; `filters`: their names, the same
 * in the address and in the query; `usual`: their defaults; `asked`: makes the query, where it differs from the filters.
 */
export function useList<
  Row,
  Page extends { nextCursor: string | null },
  Name extends string = never,
  View extends string = never,
>({
  path,
  page,
  rowsOf,
  views = [],
  filters = [],
  usual = {},
  asked = (chosen) => chosen,
  ...reading
}: {
  path: string;
  page: z.ZodType<Page>;
  rowsOf: (page: Page) => Row[];
  views?: readonly View[];
  filters?: readonly Name[];
  usual?: Chosen<Name>;
  asked?: (chosen: Chosen<Name | 'view'>) => Record<string, string | undefined>;
  refreshMs?: number;
  limit?: number;
}): List<Row, Name, View> {
  const [params, choose] = useAddress();
  const inAddress = filters.filter((name) => params.has(name)).map((name) => [name, params.get(name)]);
  const view = views.find((one) => one === params.get('view')) ?? (views[0] as View);
  const chosen: Chosen<Name | 'view'> = {
    ...usual,
    ...(views.length > 0 && { view }),
    ...Object.fromEntries(inAddress),
  };
  const pages = usePages(page, path, asked(chosen), reading);
  return {
    rows: pages.data?.pages.flatMap(rowsOf) ?? [],
    chosen,
    choose,
    clear: inAddress.length === 0 ? null : () => choose(Object.fromEntries(filters.map((name) => [name, undefined]))),
    views,
    view,
    opened: (name) => ({
      id: params.get(name),
      open: (id) => choose({ [name]: id }),
      close: () => choose({ [name]: undefined }),
    }),
    pages,
  };
}

interface Filtering {
  chosen: Chosen<string>;
  choose: (changes: Record<string, string | undefined>) => void;
  clear: (() => void) | null;
}
export const ListContext = createContext<Filtering | null>(null);

/** For the fields in the head of a ListPage. */
export function useFiltering(): Filtering {
  const filtering = use(ListContext);
  if (filtering === null) throw new Error('outside a ListPage');
  return filtering;
}
