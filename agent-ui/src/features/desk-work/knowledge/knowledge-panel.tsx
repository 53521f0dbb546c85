import { ReadOutlined } from '@ant-design/icons';
import { type Article, ArticlePage } from '@sansheng/shared/contracts/desk-work/knowledge';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Drawer, Input } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryString, request } from '../../../rest/rest.ts';
import { EmptyHint } from '../../../ui/empty-hint.tsx';
import { formatClock } from '../../../ui/format.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import './knowledge.css';

/** Articles by the words that are typed, while talking. */
export function KnowledgePanel() {
  const { t } = useTranslation();
  const { me } = useSession();
  const [search, setSearch] = useState('');
  const [open, setOpen] = useState<Article | null>(null);
  const asked = useDeferredValue(search.trim());
  const found = useQuery({
    queryKey: ['articles', asked],
    queryFn: () => request(ArticlePage, 'GET', `/articles${queryString({ search: asked })}`),
    placeholderData: keepPreviousData,
  });
  const articles = found.data?.articles ?? [];
  return (
    <div className="knowledge">
      <Input.Search
        allowClear
        value={search}
        maxLength={64}
        data-testid="knowledge-search"
        placeholder={t('knowledge.search')}
        aria-label={t('knowledge.search')}
        onChange={(event) => setSearch(event.target.value)}
      />
      {found.error && <Trouble error={found.error} onRetry={() => void found.refetch()} />}
      {articles.length === 0 && !found.isPending && (
        <EmptyHint icon={<ReadOutlined />} title={t(asked === '' ? 'knowledge.none' : 'knowledge.noneFound')} />
      )}
      <ul>
        {articles.map((article) => (
          <li key={article.articleId}>
            <button type="button" onClick={() => setOpen(article)}>
              <b>{article.title}</b>
              <span>{article.body}</span>
            </button>
          </li>
        ))}
      </ul>
      <Drawer open={open !== null} size={520} mask={false} title={open?.title} onClose={() => setOpen(null)}>
        {open && (
          <article className="knowledge-article">
            <p>{open.body}</p>
            <footer className="quiet small">
              {open.updatedBy} · {formatClock(open.updatedAtMs, me.timeZone, 'YYYY-MM-DD HH:mm')}
            </footer>
          </article>
        )}
      </Drawer>
    </div>
  );
}
