/** What cases are about: a tree of three levels, each branch for the types of cases that it belongs to. */
import { z } from 'zod';
import { newId, ownId, plainName } from '../plain-text.ts';

export const CATEGORY_LEVELS = 3;
export const MOST_CATEGORIES = 1000;

export const CaseCategoryEdit = z.object({
  categoryId: newId,
  parentId: newId.nullable().default(null),
  name: plainName(),
  nameEn: plainName(),
  /** Types of cases that it is for; at the top only, what hangs below is for the same. None: for all. */
  typeKeys: z.array(ownId(40).min(1)).max(40).default([]),
  /** Offered for new cases; old ones keep it either way. */
  isActive: z.boolean().default(true),
});
export type CaseCategoryEdit = z.output<typeof CaseCategoryEdit>;
