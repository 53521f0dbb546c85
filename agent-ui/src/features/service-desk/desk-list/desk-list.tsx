import type { CaseOnDesk, CaseRowView } from '@sansheng/shared/contracts/service-desk/cases';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Space, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { nothing, request } from '../../../rest/rest.ts';
import { formatClock, formatNumber } from '../../../ui/format.ts';
import { openRow } from '../../../ui/open-row.ts';
import { useSayRefusal } from '../../../ui/say-refusal.ts';
import { useSession } from '../../people/sign-in/session.tsx';
import { EarliestClock } from '../cases/earliest-clock.tsx';
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
  const { t } = useTranslation();
  const nameOf = useNames();
  const { me } = useSession();
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
          columns={[
            {
              title: t('cases.number'),
              width: 160,
              render: (_, { caseNo }) => (
                <span className="figures" data-testid={`case-row-${caseNo}`}>
                  {caseNo}
                </span>
              ),
            },
            { title: t('cases.what'), dataIndex: 'title' },
            { title: t('cases.step'), width: 110, render: (_, { stepName }) => nameOf(stepName) },
            {
              title: t('cases.contact'),
              width: 190,
              render: (_, one) => `${one.contactName} ${formatNumber(one.contactNumber)}`,
            },
            {
              title: t(isOver ? 'cases.opened' : 'cases.due'),
              width: 200,
              render: (_, one) =>
                isOver ? formatClock(one.openedAtMs, me.timeZone, 'MM-DD HH:mm') : <EarliestClock of={one} />,
            },
            {
              title: '',
              width: 170,
              align: 'right',
              render: (_, one) =>
                !isOver && <RowActs one={one} whose={whose} quick={quick} onWork={() => onWork(one.caseNo)} />,
            },
          ]}
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
    <span
      role="presentation"
      onClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => event.stopPropagation()}
    >
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
    </span>
  );
}
