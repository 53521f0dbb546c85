import type { AreaKind } from '../../contracts/service-desk/case-types.ts';
import { flag, json, key, table, text, textOrNull } from '../table.ts';

export interface CaseCategoryRow {
  categoryId: string;
  parentId: string | null;
  name: string;
  nameEn: string;
  typeKeys: string[];
  initials: string;
  pinyin: string;
  isActive: boolean;
}
export const CaseCategorySchema = table<CaseCategoryRow>('case_categories', {
  categoryId: key,
  parentId: textOrNull,
  name: text,
  nameEn: text,
  typeKeys: json,
  initials: text,
  pinyin: text,
  isActive: flag,
});

export interface AreaRow {
  areaId: string;
  parentId: string | null;
  name: string;
  nameEn: string;
  kind: AreaKind;
  initials: string;
  pinyin: string;
  isActive: boolean;
}
export const AreaSchema = table<AreaRow>('areas', {
  areaId: key,
  parentId: textOrNull,
  name: text,
  nameEn: text,
  kind: text,
  initials: text,
  pinyin: text,
  isActive: flag,
});
