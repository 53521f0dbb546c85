import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

/** The next page of a list that is loaded page by page, while there is one. */
export function MoreButton({ list }: { list: UseInfiniteQueryResult }) {
  const { t } = useTranslation();
  if (!list.hasNextPage) return null;
  return (
    <div className="paged-more">
      <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {t('action.more')}
      </Button>
    </div>
  );
}
