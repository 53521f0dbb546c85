import { Button, Space, type TableColumnType, type TableProps } from 'antd';
import type { MouseEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyHint } from '../empty-hint.tsx';
import { PagedTable } from '../paged-table.tsx';
import { type List, ListContext } from './use-list.ts';
import './list-page.css';

export interface ListColumn<Row> {
  title: string;
  /** In pixels; one column has none and takes the remaining width. All columns fit a window 1280 px wide. */
  width?: number;
  isNumber?: boolean;
  /** A click in this column does not open the row. */
  hasControls?: boolean;
  show: (row: Row) => ReactNode;
}

/** What can be done with a row in its present state. */
export interface RowAct {
  label: string;
  run: () => void;
  isMain?: boolean;
}

/** Minimum of the column without a width. */
const LEAST_WIDTH = 120;

/** A list page: filters in the head, rows that open by key and mouse, and buttons for what can be done with a row. */
export function ListPage<Page, Row extends object>({
  title,
  list,
  filters,
  beside,
  rowsOf,
  rowKey,
  columns,
  acts,
  actsWidth = 190,
  onOpen,
  empty,
  selection,
  testId,
  children,
}: {
  title: string;
  list: List<Page, string>;
  /** ListViews, ListChoice and the like. */
  filters?: ReactNode;
  /** At the right end of the head. */
  beside?: ReactNode;
  rowsOf: (page: Page) => Row[];
  rowKey: keyof Row & string;
  columns: ListColumn<Row>[];
  /** `false`: not possible with this row. */
  acts?: (row: Row) => (RowAct | false)[];
  actsWidth?: number;
  onOpen?: (row: Row) => void;
  empty: { icon: ReactNode; title: string; hint: string };
  /** Rows are chosen for what is done with several at once. */
  selection?: TableProps<Row>['rowSelection'];
  testId?: string;
  /** The open row's drawer, and dialogs. */
  children?: ReactNode;
}) {
  const shown = [...columns, ...(acts === undefined ? [] : [actsColumn(acts, actsWidth)])];
  return (
    <ListContext value={{ chosen: list.chosen, choose: list.choose }}>
      <div className="page list-page" data-testid={testId}>
        <div className="page-head">
          <h1>{title}</h1>
          {filters}
          {beside && <span className="list-beside">{beside}</span>}
        </div>
        <PagedTable<Page, Row>
          list={list.pages}
          rowsOf={rowsOf}
          rowKey={rowKey}
          scroll={{ x: shown.reduce((sum, { width = LEAST_WIDTH }) => sum + width, 0) }}
          {...(onOpen && { onOpen })}
          {...(selection && { rowSelection: selection })}
          columns={shown.map(columnOf)}
          empty={
            <EmptyHint icon={empty.icon} title={empty.title}>
              {empty.hint}
            </EmptyHint>
          }
        />
        {children}
      </div>
    </ListContext>
  );
}

function columnOf<Row>({ title, width, isNumber, hasControls, show }: ListColumn<Row>): TableColumnType<Row> {
  return {
    title,
    ellipsis: !hasControls,
    ...(width !== undefined && { width }),
    ...(isNumber && { align: 'right' as const }),
    ...(hasControls && { onCell: () => ({ onClick: (event: MouseEvent) => event.stopPropagation() }) }),
    render: (_, row) => show(row),
  };
}

function actsColumn<Row>(acts: (row: Row) => (RowAct | false)[], width: number): ListColumn<Row> {
  return {
    title: '',
    width,
    isNumber: true,
    hasControls: true,
    show: (row) => (
      <Space>
        {acts(row).map(
          (act) =>
            act && (
              <Button key={act.label} size="small" {...(act.isMain && { type: 'primary' })} onClick={act.run}>
                {act.label}
              </Button>
            ),
        )}
      </Space>
    ),
  };
}

/** Removes all filters from the address. */
export function ClearFilters<Name extends string>({
  list: { isFiltered, choose },
  names,
}: {
  list: List<unknown, Name>;
  names: readonly Name[];
}) {
  const { t } = useTranslation();
  if (!isFiltered) return null;
  return (
    <Button type="link" onClick={() => choose(Object.fromEntries(names.map((name) => [name, undefined])))}>
      {t('action.reset')}
    </Button>
  );
}
