import { ClockCircleOutlined } from '@ant-design/icons';
import { StuckCases, type StuckCase } from '@sansheng/shared/contracts/service-desk/dispatch';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Table, Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { nothing, queryString, request } from '../../../rest/rest.ts';
import { EmptyHint } from '../../../ui/empty-hint.tsx';
import { formatDuration } from '../../../ui/format.ts';
import { openRow } from '../../../ui/open-row.ts';
import { useSayRefusal } from '../../../ui/say-refusal.ts';
import { StateMark } from '../../../ui/state-mark.tsx';
import { Trouble } from '../../../ui/trouble.tsx';
import { DepartmentPicker } from '../case-choices/department-picker.tsx';
import { useCaseChoices } from '../case-choices/use-case-choices.ts';
import { useNames } from '../cases/names.ts';

const REFRESH_MS = 30_000;

/** What stands too long, the longest on top, and a button that chases it. */
export function StuckCasesPage() {
  const { t } = useTranslation();
  const nameOf = useNames();
  const navigate = useNavigate();
  const [department, setDepartment] = useState<string | null>(null);
  const departments = useCaseChoices()?.departments;
  const list = useQuery({
    queryKey: ['stuck-cases', department],
    queryFn: () => request(StuckCases, 'GET', `/stuck-cases${queryString({ department })}`),
    refetchInterval: REFRESH_MS,
  });
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('nav.stuckCases')}</h1>
        <div style={{ width: 240 }}>
          <DepartmentPicker value={department} onChange={setDepartment} aria-label={t('dispatch.department')} />
        </div>
      </div>
      {list.error && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
      <section className="panel" style={{ padding: 8 }}>
        <Table<StuckCase>
          size="small"
          rowKey="caseId"
          data-testid="stuck-list"
          dataSource={list.data?.cases ?? []}
          loading={list.isPending}
          pagination={false}
          onRow={({ caseNo }) => openRow(() => void navigate(`/cases/${caseNo}`))}
          locale={{
            emptyText: (
              <EmptyHint icon={<ClockCircleOutlined />} title={t('dispatch.noStuck')}>
                {t('dispatch.noStuckHint')}
              </EmptyHint>
            ),
          }}
          columns={[
            {
              title: t('cases.number'),
              width: 160,
              render: (_, { caseNo }) => (
                <span className="figures" data-testid={`stuck-row-${caseNo}`}>
                  {caseNo}
                </span>
              ),
            },
            { title: t('cases.what'), dataIndex: 'title' },
            {
              title: t('dispatch.why'),
              width: 150,
              render: (_, { why }) => (
                <StateMark tone={why === 'accept' ? 'alarm' : 'offered'}>{t(`dispatch.whys.${why}`)}</StateMark>
              ),
            },
            { title: t('cases.step'), width: 110, render: (_, { stepName }) => nameOf(stepName) },
            {
              title: t('cases.department'),
              width: 130,
              render: (_, { departmentId }) => departments?.get(departmentId ?? '')?.name ?? departmentId ?? '–',
            },
            {
              title: t('cases.assignee'),
              width: 130,
              render: (_, { assigneeId, assigneeName }) =>
                assigneeId === null ? t('cases.nobody') : `${assigneeName ?? ''} ${assigneeId}`,
            },
            {
              title: t('dispatch.age'),
              width: 130,
              render: (_, { openMs }) => <span className="figures">{formatDuration(openMs)}</span>,
            },
            { title: t('dispatch.chases'), width: 70, dataIndex: 'chases' },
            { title: '', width: 90, render: (_, one) => <Chase one={one} /> },
          ]}
        />
      </section>
    </div>
  );
}

function Chase({ one: { caseNo, mayChase, lastChasedAtMs } }: { one: StuckCase }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const sayRefusal = useSayRefusal();
  const queries = useQueryClient();
  const chase = useMutation({
    mutationFn: () => request(nothing, 'POST', `/cases/${caseNo}/chase`, {}),
    onSuccess: () => void message.success(t('cases.chasedNow')),
    onError: sayRefusal,
    onSettled: () => queries.invalidateQueries({ queryKey: ['stuck-cases'] }),
  });
  return (
    <Tooltip title={mayChase || lastChasedAtMs === null ? t('cases.chaseHint') : t('dispatch.chasedSoon')}>
      <Button
        size="small"
        disabled={!mayChase}
        loading={chase.isPending}
        data-testid={`stuck-chase-${caseNo}`}
        onClick={(event) => {
          event.stopPropagation();
          chase.mutate();
        }}
        onKeyDown={(event) => event.stopPropagation()}
      >
        {t('cases.chase')}
      </Button>
    </Tooltip>
  );
}
