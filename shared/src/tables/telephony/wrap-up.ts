import { flag, key, text, textOrNull, table } from '../table.ts';

export interface WrapUpCategoryRow {
  categoryId: string;
  name: string;
  nameEn: string;
  parentId: string | null;
  isActive: boolean;
}
export const WrapUpCategorySchema = table<WrapUpCategoryRow>('wrap_up_categories', {
  categoryId: key,
  name: text,
  nameEn: text,
  parentId: textOrNull,
  isActive: flag,
});
