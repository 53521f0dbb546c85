import type { TableProps } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyHint } from '../empty-hint.tsx';
import { PagedTable } from '../paged-table.tsx';
import { actsColumn, columnOf, type ListColumn, type RowAct } from './list-columns.tsx';
import { ListViews } from './list-filters.tsx';
import { type List, ListContext } from './use-list.ts';
import './list-page.css';

/** Minimum of the column without a width. */
const LEAST_WIDTH = 120;

interface Parts<Row> {
  /** Its texts: `title`, `views` by name, and `none` (by view, if there are any) with `noneHint` for an empty list. */
  words: string;
  icon: ReactNode;
  list: List<Row>;
  /** ListChoice and the like. */
  filters?: ReactNode;
  /** At the right end of the head. */
  beside?: ReactNode;
  rowKey: keyof Row & string;
  columns: ListColumn<Row>[];
  /** `false`: not possible with this row. */
  acts?: (row: NoInfer<Row>) => (RowAct | false)[];
  actsWidth?: number;
  onOpen?: (row: NoInfer<Row>) => void;
  /** Rows are chosen for what is done with several at once. */
  selection?: TableProps<NoInfer<Row>>['rowSelection'];
  /** What a row has more to show is below it. */
  expandable?: TableProps<NoInfer<Row>>['expandable'];
}

/** A list page: filters in the head, rows that open by key and mouse, and buttons for what can be done with a row. */
export function ListPage<Row extends object>({
  testId,
  children,
  ...parts
}: Parts<Row> & {
  testId?: string;
  /** What is open beside the list, and dialogs. */
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  const { words, list, filters, beside } = parts;
  return (
    <ListContext value={list}>
      <div className="page list-page" data-testid={testId}>
        <div className="page-head">
          <h1>{t(`${words}.title`)}</h1>
          <ListHead words={words} list={list} filters={filters} />
          {beside && <span className="list-beside">{beside}</span>}
        </div>
        <ListTable {...parts} />
        {children}
      </div>
    </ListContext>
  );
}

/** A list that is part of a page. */
export function ListSection<Row extends object>(parts: Parts<Row>) {
  const { words, list, filters, beside } = parts;
  return (
    <ListContext value={list}>
      <div className="admin-bar">
        <ListHead words={words} list={list} filters={filters} />
        {beside}
      </div>
      <ListTable {...parts} />
    </ListContext>
  );
}

function ListHead({ words, list, filters }: Pick<Parts<unknown>, 'words' | 'list' | 'filters'>) {
  const { t } = useTranslation();
  return (
    <>
      {list.views.length > 0 && (
        <ListViews options={list.views.map((value) => ({ value, label: t(`${words}.views.${value}`) }))} />
      )}
      {filters}
    </>
  );
}

function ListTable<Row extends object>({
  words,
  icon,
  list,
  rowKey,
  columns,
  acts,
  actsWidth = 190,
  onOpen,
  selection,
  expandable,
}: Parts<Row>) {
  const { t } = useTranslation();
  const shown = [...columns, ...(acts === undefined ? [] : [actsColumn(acts, actsWidth)])];
  return (
    <PagedTable<Row>
      list={list.pages}
      rows={list.rows}
      rowKey={rowKey}
      scroll={{ x: shown.reduce((sum, { width = LEAST_WIDTH }) => sum + width, 0) }}
      {...(onOpen && { onOpen })}
      {...(selection && { rowSelection: selection })}
      {...(expandable && { expandable })}
      columns={shown.map(columnOf)}
      empty={
        <EmptyHint icon={icon} title={t(list.views.length > 0 ? `${words}.none.${list.view}` : `${words}.none`)}>
          {t(`${words}.noneHint`)}
        </EmptyHint>
      }
    />
  );
}
