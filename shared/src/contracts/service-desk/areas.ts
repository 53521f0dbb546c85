/** Places that cases are at: a tree of four levels, from the district to the building. */
import { z } from 'zod';
import { newId, plainName } from '../plain-text.ts';
import { areaKinds } from './case-types.ts';

export const AREA_LEVELS = 4;
export const MOST_AREAS = 3000;

export const AreaEdit = z.object({
  areaId: newId,
  parentId: newId.nullable().default(null),
  name: plainName(),
  nameEn: plainName(),
  /** How far away it is, for the time of arrival. */
  kind: z.enum(areaKinds).default('city'),
  isActive: z.boolean().default(true),
});
export type AreaEdit = z.output<typeof AreaEdit>;
