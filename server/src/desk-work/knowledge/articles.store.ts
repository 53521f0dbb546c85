import type { ArticleRow } from '@sansheng/shared/tables/desk-work/knowledge';
import type { DataSource } from 'typeorm';

type StoredArticle = Omit<ArticleRow, 'isActive'> & { isActive: 0 | 1 };

/** Articles with all the words: those with the first word in their title first, then the newest. */
export async function searchArticles(db: DataSource, search: string, limit: number): Promise<ArticleRow[]> {
  const words = search
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  const rows: StoredArticle[] = await db.query(
    `SELECT articleId, title, keywords, body, isActive, updatedBy, updatedAtMs FROM articles
     WHERE isActive ${words.map(() => `AND CONCAT_WS(' ', title, keywords, body) LIKE ?`).join(' ')}
     ORDER BY title LIKE ? DESC, keywords LIKE ? DESC, updatedAtMs DESC LIMIT ?`,
    [...words, words[0] ?? '%', words[0] ?? '%', limit],
  );
  return rows.map((row) => ({ ...row, isActive: row.isActive === 1 }));
}
