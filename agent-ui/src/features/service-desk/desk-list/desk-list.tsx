import type { CaseOnDesk, CaseRowView } from '@sansheng/shared/contracts/service-desk/cases';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Space, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { nothing, request } from '../../../rest/rest.ts';
import { columnOf, type ListColumn } from '../../../ui/list-page/list-columns.tsx';
import { openRow } from '../../../ui/open-row.ts';
import { useSayRefusal } from '../../../ui/say-refusal.ts';
import { useCaseColumns } from '../cases/case-columns.tsx';
import { useNames } from '../cases/names.ts';
import '../cases/cases.css';
import './desk-list.css';

type Row = CaseRowView & Partial<Pick<CaseOnDesk, 'acts'>>;

/** One part of a page on which people find what they have to do. */
export function DeskList({
  whose,
  part,
  title,
  none,
  rows,
  quick,
  onWork,
  onOpen = onWork,
  isOver = false,
}: {
  whose: 'department' | 'info';
  part: string;
  title: string;
  none: string;
  rows: readonly Row[];
  /** An act that takes one press, if it asks for nothing. */
  quick: 'accept' | 'take';
  onWork: (caseNo: string) => void;
  onOpen?: (caseNo: string) => void;
  /** Nothing is left to be done: when it was opened is shown in place of when it is due. */
  isOver?: boolean;
}) {
  const { number, what, step, contact, opened, due } = useCaseColumns();
  const acts: ListColumn<Row> = {
    title: '',
    width: 190,
    isAtRight: true,
    hasControls: true,
    show: (one) => <RowActs one={one} whose={whose} quick={quick} onWork={() => onWork(one.caseNo)} />,
  };
  return (
    <section className="panel desk-list" data-testid={`${whose}-${part}`}>
      <h2>
        {title} <span className="figures quiet">{rows.length}</span>
      </h2>
      {rows.length === 0 ? (
        <p className="quiet">{none}</p>
      ) : (
        <Table<Row>
          size="small"
          rowKey="caseId"
          dataSource={rows}
          pagination={rows.length > 10 ? { pageSize: 10, showSizeChanger: false } : false}
          onRow={({ caseNo }) => openRow(() => onOpen(caseNo))}
          columns={[number, what, step, contact, isOver ? opened : due, ...(isOver ? [] : [acts])].map(columnOf)}
        />
      )}
    </section>
  );
}

/** Whatever needs words or fields opens. */
function RowActs({ one, whose, quick, onWork }: { one: Row; whose: string; quick: string; onWork: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const sayRefusal = useSayRefusal();
  const queries = useQueryClient();
  const nameOf = useNames();
  const act = one.acts?.find(
    ({ key, required, text }) => key === quick && required.length === 0 && text !== 'required',
  );
  const run = useMutation({
    mutationFn: () => request(nothing, 'POST', `/cases/${one.caseNo}/transitions/${quick}`, { version: one.version }),
    onSuccess: () => void message.success(t('cases.done')),
    onError: sayRefusal,
    onSettled: () => queries.invalidateQueries({ queryKey: ['cases'] }),
  });
  return (
    <Space>
      {act !== undefined && (
        <Button
          type="primary"
          size="small"
          loading={run.isPending}
          data-testid={`${whose}-${quick}-${one.caseNo}`}
          onClick={() => run.mutate()}
        >
          {nameOf(act.name)}
        </Button>
      )}
      <Button size="small" data-testid={`${whose}-work-${one.caseNo}`} onClick={onWork}>
        {t('deskList.work')}
      </Button>
    </Space>
  );
}
