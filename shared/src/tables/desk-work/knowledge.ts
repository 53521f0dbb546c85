import { flag, key, ms, text, table } from '../table.ts';

/** Something that seats look up while they talk. */
export interface ArticleRow {
  articleId: string;
  title: string;
  /** Other words that people search by. */
  keywords: string;
  body: string;
  isActive: boolean;
  updatedBy: string;
  updatedAtMs: number;
}
export const ArticleSchema = table<ArticleRow>('articles', {
  articleId: key,
  title: text,
  keywords: text,
  body: text,
  isActive: flag,
  updatedBy: text,
  updatedAtMs: ms,
});
