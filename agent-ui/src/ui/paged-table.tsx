import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { Table, type TableProps } from 'antd';
import type { ReactNode } from 'react';
import { MoreButton } from './more-button.tsx';
import { openRow } from './open-row.ts';
import { Trouble } from './trouble.tsx';

/** A list that is loaded page by page: errors, the rows so far, and a button for more. */
export function PagedTable<Row extends object>({
  list,
  rows,
  onOpen,
  empty,
  ...table
}: Omit<TableProps<Row>, 'size' | 'dataSource' | 'loading' | 'pagination' | 'onRow' | 'locale'> & {
  list: UseInfiniteQueryResult;
  rows: Row[];
  onOpen?: (row: Row) => void;
  empty: ReactNode;
}) {
  return (
    <>
      {list.error && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
      <section className="panel paged-table">
        <Table<Row>
          {...table}
          size="small"
          dataSource={rows}
          loading={list.isPending}
          pagination={false}
          locale={{ emptyText: list.isPending ? ' ' : empty }}
          {...(onOpen && { onRow: (row: Row) => openRow(() => onOpen(row)) })}
        />
        <MoreButton list={list} />
      </section>
    </>
  );
}
