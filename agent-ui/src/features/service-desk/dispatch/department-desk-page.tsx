import { CaseDetail } from '@sansheng/shared/contracts/service-desk/cases';
import { DepartmentDesk } from '@sansheng/shared/contracts/service-desk/dispatch';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Skeleton, Space, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { nothing, request } from '../../../rest/rest.ts';
import { formatClock, formatNumber } from '../../../ui/format.ts';
import { openRow } from '../../../ui/open-row.ts';
import { useSayRefusal } from '../../../ui/say-refusal.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import { CaseActs } from '../cases/case-acts.tsx';
import { EarliestClock } from '../cases/earliest-clock.tsx';
import { useFieldInWords } from '../cases/field-input.tsx';
import { useCaseTypes, useNames } from '../cases/names.ts';
import '../cases/cases.css';
import './dispatch.css';

const REFRESH_MS = 15_000;
const parts = ['toAccept', 'inWork', 'answered'] as const;
type Row = DepartmentDesk['answered'][number] & Partial<Pick<DepartmentDesk['toAccept'][number], 'acts'>>;

/** All that a department needs: what it has to accept, what it is at, and what it has answered. */
export function DepartmentDeskPage() {
  const { t } = useTranslation();
  const [openNo, setOpenNo] = useState<string | null>(null);
  const desk = useQuery({
    queryKey: ['cases', 'department-desk'],
    queryFn: () => request(DepartmentDesk, 'GET', '/department-desk'),
    refetchInterval: REFRESH_MS,
  });
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('nav.departmentDesk')}</h1>
      </div>
      {desk.error && <Trouble error={desk.error} onRetry={() => void desk.refetch()} />}
      {desk.isPending && <Skeleton active />}
      {desk.data && (
        <div className="department-desk">
          {parts.map((part) => (
            <section key={part} className="panel" data-testid={`department-${part}`}>
              <h2>
                {t(`dispatch.desk.${part}`)} <span className="figures quiet">{desk.data[part].length}</span>
              </h2>
              <Part part={part} rows={desk.data[part]} onWork={setOpenNo} />
            </section>
          ))}
        </div>
      )}
      <Drawer
        open={openNo !== null}
        size={640}
        title={<span className="figures">{openNo}</span>}
        onClose={() => setOpenNo(null)}
        destroyOnHidden
      >
        {openNo !== null && <Work caseNo={openNo} />}
      </Drawer>
    </div>
  );
}

function Part({
  part,
  rows,
  onWork,
}: {
  part: (typeof parts)[number];
  rows: readonly Row[];
  onWork: (caseNo: string) => void;
}) {
  const { t } = useTranslation();
  const nameOf = useNames();
  const { me } = useSession();
  const navigate = useNavigate();
  if (rows.length === 0) return <p className="quiet">{t(`dispatch.desk.none.${part}`)}</p>;
  return (
    <Table<Row>
      size="small"
      rowKey="caseId"
      dataSource={rows}
      pagination={rows.length > 10 ? { pageSize: 10, showSizeChanger: false } : false}
      onRow={({ caseNo }) => openRow(() => (part === 'answered' ? void navigate(`/cases/${caseNo}`) : onWork(caseNo)))}
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
          title: t(part === 'answered' ? 'cases.opened' : 'cases.due'),
          width: 200,
          render: (_, one) =>
            part === 'answered' ? formatClock(one.openedAtMs, me.timeZone, 'MM-DD HH:mm') : <EarliestClock of={one} />,
        },
        {
          title: '',
          width: 170,
          align: 'right',
          render: (_, one) => (part === 'answered' ? null : <RowActs one={one} onWork={() => onWork(one.caseNo)} />),
        },
      ]}
    />
  );
}

/** Accepting takes one press; whatever needs words or fields opens. */
function RowActs({ one, onWork }: { one: Row; onWork: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const sayRefusal = useSayRefusal();
  const queries = useQueryClient();
  const nameOf = useNames();
  const accept = one.acts?.find(
    ({ key, required, text }) => key === 'accept' && required.length === 0 && text !== 'required',
  );
  const run = useMutation({
    mutationFn: () => request(nothing, 'POST', `/cases/${one.caseNo}/transitions/accept`, { version: one.version }),
    onSuccess: () => void message.success(t('dispatch.desk.accepted')),
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
        {accept !== undefined && (
          <Button
            type="primary"
            size="small"
            loading={run.isPending}
            data-testid={`department-accept-${one.caseNo}`}
            onClick={() => run.mutate()}
          >
            {nameOf(accept.name)}
          </Button>
        )}
        <Button size="small" data-testid={`department-work-${one.caseNo}`} onClick={onWork}>
          {t('dispatch.desk.more')}
        </Button>
      </Space>
    </span>
  );
}

function Work({ caseNo }: { caseNo: string }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const nameOf = useNames();
  const inWords = useFieldInWords();
  const types = useCaseTypes().data?.types;
  const found = useQuery({
    queryKey: ['cases', 'one', caseNo],
    queryFn: () => request(CaseDetail, 'GET', `/cases/${encodeURIComponent(caseNo)}`),
  });
  const type = types?.find(({ key }) => key === found.data?.type);
  if (found.error) return <Trouble error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data === undefined || type === undefined) return <Skeleton active />;
  const one = found.data;
  const clock = (atMs: number) => formatClock(atMs, me.timeZone, 'YYYY-MM-DD HH:mm');
  const given = type.fields.filter(({ key }) => one.fields[key] !== undefined && one.fields[key] !== null);
  const rows: [string, string][] = [
    [t('cases.step'), nameOf(one.stepName)],
    [t('cases.contact'), `${one.contactName} ${formatNumber(one.contactNumber)}`.trim() || '–'],
    ...given.map((field): [string, string] => [nameOf(field.name), inWords(field, one.fields[field.key], clock)]),
  ];
  return (
    <div className="case-file">
      <h2>{one.title}</h2>
      <dl className="case-facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <CaseActs one={one} type={type} />
    </div>
  );
}
