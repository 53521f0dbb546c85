import type { knowledgeWords as Words } from './words.ts';

export const knowledgeWords: typeof Words = {
  audit: { things: { article: 'Article' } },
  admin: { articles: 'Knowledge' },
  knowledge: {
    title: 'Knowledge',
    search: 'Search the knowledge base',
    none: 'There are no articles yet',
    noneFound: 'Nothing found',
    titleOf: 'Title',
    keywords: 'Keywords',
    keywordsHint: 'Other search terms, separated by spaces',
    body: 'Text',
    updated: 'Updated',
  },
};
