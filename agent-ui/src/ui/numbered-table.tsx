import type { UseQueryResult } from '@tanstack/react-query';
import { Table, type TableProps } from 'antd';
import type { ReactNode } from 'react';
import { openRow } from './open-row.ts';
import { Trouble } from './trouble.tsx';

export const PAGE_SIZE = 50;

/** A list with numbered pages: errors, the rows of one page, and the page numbers. */
export function NumberedTable<Page extends { total: number }, Row extends object>({
  list,
  rowsOf,
  page,
  onPage,
  onOpen,
  empty,
  ...table
}: Omit<TableProps<Row>, 'size' | 'dataSource' | 'loading' | 'pagination' | 'onRow' | 'locale'> & {
  list: UseQueryResult<Page>;
  rowsOf: (page: Page) => Row[];
  /** From 1 on. */
  page: number;
  onPage: (page: number) => void;
  onOpen: (row: Row) => void;
  empty: ReactNode;
}) {
  return (
    <>
      {list.error && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
      <section className="panel paged-table">
        <Table<Row>
          {...table}
          size="small"
          dataSource={list.data === undefined ? [] : rowsOf(list.data)}
          loading={list.isPending}
          pagination={{
            current: page,
            pageSize: PAGE_SIZE,
            total: list.data?.total ?? 0,
            hideOnSinglePage: true,
            showSizeChanger: false,
            onChange: onPage,
          }}
          onRow={(row) => openRow(() => onOpen(row))}
          locale={{ emptyText: empty }}
        />
      </section>
    </>
  );
}
