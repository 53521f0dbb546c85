export const knowledgeWords = {
  audit: { things: { article: '知识文章' } },
  admin: { articles: '知识库' },
  knowledge: {
    title: '知识库',
    search: '搜索知识库',
    none: '知识库还没有内容',
    noneFound: '没有找到',
    titleOf: '标题',
    keywords: '关键词',
    keywordsHint: '客户和坐席可能会用的其他说法，用空格分开',
    body: '内容',
    updated: '更新',
  },
};
