import { FileTextOutlined, PlusOutlined } from '@ant-design/icons';
import { CasePage, type CaseRowView, caseViews } from '@sansheng/shared/contracts/service-desk/cases';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { queryString, request } from '../../../rest/rest.ts';
import { EmptyHint } from '../../../ui/empty-hint.tsx';
import { formatClock, formatNumber } from '../../../ui/format.ts';
import { PagedTable } from '../../../ui/paged-table.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import { useAddress } from '../../../ui/use-address.ts';
import { useSession } from '../../people/sign-in/session.tsx';
import { CaseForm } from './case-form.tsx';
import { ClockBar } from './clock-bar.tsx';
import { useCaseTypes, useNames } from './names.ts';
import './cases.css';

const REFRESH_MS = 15_000;

/** Cases that this person may find, what is due first on top. A department sees its own and nothing else. */
export function CasesPage() {
  const { t } = useTranslation();
  const { me } = useSession();
  const nameOf = useNames();
  const navigate = useNavigate();
  const [params, change] = useAddress();
  const [isOpening, setOpening] = useState(false);
  const types = useCaseTypes().data?.types ?? [];
  const isDepartment = me.roles.every((role) => role === 'department');
  const views = isDepartment ? (['toAccept', 'open', 'missed', 'closed'] as const) : caseViews;
  const view = views.find((one) => one === params.get('view')) ?? views[0];
  const type = params.get('type') ?? undefined;
  const q = params.get('q') ?? undefined;
  const list = useInfiniteQuery({
    queryKey: ['cases', 'list', view, type, q],
    queryFn: ({ pageParam }) => request(CasePage, 'GET', `/cases${queryString({ view, type, q, cursor: pageParam })}`),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: REFRESH_MS,
  });
  return (
    <div className="page" data-testid="case-list">
      <div className="page-head">
        <h1>{t('cases.title')}</h1>
        <Segmented
          value={view}
          onChange={(next) => change({ view: next })}
          options={views.map((value) => ({ value, label: t(`cases.views.${value}`) }))}
        />
        <Select
          allowClear
          placeholder={t('cases.type')}
          aria-label={t('cases.type')}
          style={{ width: 130 }}
          value={type}
          onChange={(next) => change({ type: next })}
          options={types.map(({ key, name }) => ({ value: key, label: nameOf(name) }))}
        />
        <Input.Search
          allowClear
          defaultValue={q}
          placeholder={t('cases.search')}
          aria-label={t('cases.search')}
          style={{ width: 260 }}
          maxLength={64}
          data-testid="case-search"
          onSearch={(next) => change({ q: next.trim() })}
        />
        {types.some(({ mayOpen }) => mayOpen) && (
          <Button
            className="spread"
            type="primary"
            icon={<PlusOutlined />}
            data-testid="open-case"
            onClick={() => setOpening(true)}
          >
            {t('cases.open')}
          </Button>
        )}
      </div>
      <PagedTable<CasePageOf, CaseRowView>
        list={list}
        rowsOf={({ cases }) => cases}
        rowKey="caseId"
        scroll={{ x: 1060 }}
        onOpen={({ caseNo }) => void navigate(`/cases/${caseNo}`)}
        empty={
          <EmptyHint icon={<FileTextOutlined />} title={t(`cases.none.${view}`)}>
            {t('cases.noneHint')}
          </EmptyHint>
        }
        columns={[
          {
            title: t('cases.number'),
            width: 170,
            render: (_, row) => (
              <span className="figures" data-testid={`case-row-${row.caseNo}`}>
                {row.caseNo}
              </span>
            ),
          },
          {
            title: t(view === 'closed' ? 'cases.closedAt' : 'cases.due'),
            width: 190,
            render: (_, row) =>
              row.closedAtMs === null ? (
                <ClockBar
                  name={row.nextDueName === null ? '' : nameOf(row.nextDueName)}
                  startedAtMs={row.stepSinceMs}
                  dueAtMs={row.nextDueAtMs}
                  isPaused={row.state === 'waiting'}
                />
              ) : (
                formatClock(row.closedAtMs, me.timeZone, 'MM-DD HH:mm')
              ),
          },
          { title: t('cases.type'), width: 100, render: (_, row) => nameOf(row.typeName) },
          {
            title: t('cases.step'),
            width: 150,
            render: (_, row) => (
              <>
                {nameOf(row.stepName)}
                {row.round > 1 && <em className="quiet small"> {t('cases.round', { round: row.round })}</em>}
              </>
            ),
          },
          {
            title: t('cases.what'),
            ellipsis: true,
            render: (_, row) => (
              <>
                {row.grade !== 'ordinary' && <StateMark tone="alarm">{t(`cases.grades.${row.grade}`)}</StateMark>}{' '}
                {row.title}
                {row.chases > 0 && <em className="quiet small"> · {t('cases.chased', { count: row.chases })}</em>}
                {row.returns > 0 && <em className="quiet small"> · {t('cases.returned', { count: row.returns })}</em>}
              </>
            ),
          },
          {
            title: t('cases.contact'),
            width: 170,
            ellipsis: true,
            render: (_, row) => `${row.contactName} ${formatNumber(row.contactNumber)}`,
          },
          {
            title: t('cases.assignee'),
            width: 130,
            ellipsis: true,
            render: (_, row) =>
              row.assigneeId === null ? t('cases.nobody') : `${row.assigneeName ?? ''} ${row.assigneeId}`,
          },
          {
            title: t('cases.opened'),
            width: 110,
            render: (_, row) => formatClock(row.openedAtMs, me.timeZone, 'MM-DD HH:mm'),
          },
        ]}
      />
      {isOpening && (
        <CaseForm
          of={{ customerId: null, contactName: '', contactNumber: '', callId: null }}
          onClose={() => setOpening(false)}
          onOpened={(caseNo) => void navigate(`/cases/${caseNo}`)}
        />
      )}
    </div>
  );
}

type CasePageOf = { cases: CaseRowView[]; nextCursor: string | null };
