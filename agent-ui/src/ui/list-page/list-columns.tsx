import { Button, Space, type TableColumnType } from 'antd';
import type { MouseEvent, ReactNode } from 'react';
import { formatClock } from '../format.ts';

/** What a column shows of a row. */
type Cell<Row> =
  | { show: (row: Row) => ReactNode }
  /** A moment by the center's clock; `pattern`: of dayjs. */
  | { time: (row: Row) => number | null; timeZone: string; pattern?: string }
  /** A person with their number. */
  | { person: (row: Row) => { id: string | null; name: string | null } }
  /** At the right; `inWords`: with its unit. */
  | { number: (row: Row) => number | null; inWords?: (value: number) => string };

export type ListColumn<Row> = {
  title: string;
  /** In pixels; one column has none and takes the remaining width. All columns fit a window 1280 px wide. */
  width?: number;
  /** A click in this column does not open the row. */
  hasControls?: boolean;
  isAtRight?: boolean;
  /** Of a row that has no such value. */
  none?: string;
} & Cell<Row>;

/** What can be done with a row in its present state. */
export interface RowAct {
  label: string;
  run: () => void;
  isMain?: boolean;
}

function contentOf<Row>(column: ListColumn<Row>, row: Row): ReactNode {
  const { none = '–' } = column;
  if ('show' in column) return column.show(row);
  if ('time' in column) {
    const atMs = column.time(row);
    return atMs === null ? none : formatClock(atMs, column.timeZone, column.pattern ?? 'MM-DD HH:mm');
  }
  if ('person' in column) {
    const { id, name } = column.person(row);
    return id === null ? none : `${name ?? ''} ${id}`;
  }
  const value = column.number(row);
  return value === null ? none : (column.inWords ?? String)(value);
}

/** As the table wants it. */
export function columnOf<Row>(column: ListColumn<Row>): TableColumnType<Row> {
  const { title, width, hasControls, isAtRight = 'number' in column } = column;
  return {
    title,
    ellipsis: !hasControls,
    ...(width !== undefined && { width }),
    ...(isAtRight && { align: 'right' as const }),
    ...(hasControls && { onCell: () => ({ onClick: (event: MouseEvent) => event.stopPropagation() }) }),
    render: (_, row) => contentOf(column, row),
  };
}

/** Buttons for what can be done with a row. */
export const actsColumn = <Row,>(acts: (row: Row) => (RowAct | false)[], width: number): ListColumn<Row> => ({
  title: '',
  width,
  isAtRight: true,
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
});
