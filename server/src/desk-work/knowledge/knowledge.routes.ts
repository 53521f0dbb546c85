import { Article, ArticleEdit, ArticlePage, ArticleQuery } from '@sansheng/shared/contracts/desk-work/knowledge';
import { ArticleSchema } from '@sansheng/shared/tables/desk-work/knowledge';
import { access } from '@sansheng/shared/domain/access';
import type { AppContext } from '../../platform/app-context.ts';
import { addSettingRoutes } from '../../settings/index.ts';
import { searchArticles } from './articles.store.ts';

/** Articles that seats search while they talk; maintained by the information desk and administrators. */
export function knowledgeFeature(context: AppContext): void {
  const { db, routes } = context;
  addSettingRoutes(context, {
    path: 'articles',
    singular: 'article',
    schema: ArticleSchema,
    idField: 'articleId',
    edit: ArticleEdit,
    view: Article,
    access: { read: access.articles, write: access.articleWriting },
    toRow: async (edit, _former, { employeeNo }) => ({ ...edit, updatedBy: employeeNo, updatedAtMs: Date.now() }),
    removal: 'deactivate',
  });
  routes.add({
    method: 'get',
    path: '/api/v1/articles',
    access: 'signedIn',
    summary: 'Articles by words in title, keywords and text; without words the newest',
    tag: 'knowledge',
    query: ArticleQuery,
    reply: ArticlePage,
    handler: async ({ query: { search = '', limit } }) => ({ articles: await searchArticles(db, search, limit) }),
  });
}
