import { FileTextOutlined, MoreOutlined, PlusOutlined } from '@ant-design/icons';
import { CASES_AT_ONCE } from '@sansheng/shared/contracts/service-desk/case-lists';
import { CasePage, type CaseRowView, type CaseView, caseViews } from '@sansheng/shared/contracts/service-desk/cases';
import { access, may } from '@sansheng/shared/domain/access';
import type { Role } from '@sansheng/shared/domain/roles';
import { Button, Dropdown, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { formatClock, formatNumber } from '../../../ui/format.ts';
import { ListChoice, ListSearch, ListViews } from '../../../ui/list-page/list-filters.tsx';
import { ListPage } from '../../../ui/list-page/list-page.tsx';
import { useList } from '../../../ui/list-page/use-list.ts';
import { StateMark } from '../../../ui/state-mark.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import { SupervisedMark } from '../dispatch/supervised.tsx';
import { ActsOnChosen } from './acts-on-chosen.tsx';
import { CaseForm } from './case-form.tsx';
import { EarliestClock } from './earliest-clock.tsx';
import { ExportCases } from './export-cases.tsx';
import { ImportCases } from './import-cases.tsx';
import { useCaseTypes, useNames } from './names.ts';
import './cases.css';

const REFRESH_MS = 15_000;

/** Cases that this person may find, what is due first on top. A department sees its own and nothing else. */
export function CasesPage() {
  const { t } = useTranslation();
  const { me } = useSession();
  const nameOf = useNames();
  const navigate = useNavigate();
  const [isOpening, setOpening] = useState(false);
  const [chosenIds, setChosenIds] = useState<readonly string[]>([]);
  const [tableAct, setTable] = useState<string>();
  const choose = (ids: readonly string[]) => setChosenIds(ids.slice(0, CASES_AT_ONCE));
  const [isActing, setActing] = useState(false);
  const types = useCaseTypes().data?.types ?? [];
  const views = viewsOf(me);
  const list = useList({
    path: '/cases',
    page: CasePage,
    filters: ['view', 'type', 'q'],
    usual: { view: views[0] as CaseView },
    refreshMs: REFRESH_MS,
  });
  const table = [
    { key: 'all', label: t('cases.chooseAll') },
    ...(may(me, access.caseExport) ? [{ key: 'export', label: t('cases.exportTitle') }] : []),
    ...(may(me, access.caseImport) ? [{ key: 'import', label: t('cases.import') }] : []),
  ];
  // As the list shows them now: what is on it no more is not acted on.
  const shown = (list.pages.data?.pages ?? []).flatMap(({ cases }) => cases);
  const chosen = shown.filter(({ caseId }) => chosenIds.includes(caseId));
  const view = views.find((one) => one === list.chosen.view) ?? (views[0] as CaseView);
  const dayAndTime = (atMs: number) => formatClock(atMs, me.timeZone, 'MM-DD HH:mm');
  const open = (caseNo: string) => void navigate(`/cases/${caseNo}`);

  return (
    <ListPage
      testId="case-list"
      title={t('cases.title')}
      list={list}
      filters={
        <>
          <ListViews name="view" options={views.map((value) => ({ value, label: t(`cases.views.${value}`) }))} />
          <ListChoice
            name="type"
            label={t('cases.type')}
            options={types.map(({ key, name }) => ({ value: key, label: nameOf(name) }))}
          />
          <ListSearch name="q" label={t('cases.search')} width={260} testId="case-search" />
        </>
      }
      beside={
        <Space>
          {chosen.length > 0 && (
            <Button data-testid="case-acts" onClick={() => setActing(true)}>
              {t('cases.chosen', { count: chosen.length })}
            </Button>
          )}
          <Dropdown
            trigger={['click']}
            menu={{
              items: table,
              onClick: ({ key }) => (key === 'all' ? choose(shown.map(({ caseId }) => caseId)) : setTable(key)),
            }}
          >
            <Button icon={<MoreOutlined />} aria-label={t('cases.table')} data-testid="case-table" />
          </Dropdown>
          {types.some(({ mayOpen }) => mayOpen) && (
            <Button type="primary" icon={<PlusOutlined />} data-testid="open-case" onClick={() => setOpening(true)}>
              {t('cases.open')}
            </Button>
          )}
        </Space>
      }
      rowsOf={({ cases }) => cases}
      rowKey="caseId"
      selection={{
        columnWidth: 36,
        // Its box would stand a second time in the row by which the table is measured, where readers of screens find it.
        hideSelectAll: true,
        getCheckboxProps: ({ caseNo }) => ({ 'aria-label': caseNo }),
        selectedRowKeys: chosen.map(({ caseId }) => caseId),
        onChange: (keys) => choose(keys.map(String)),
      }}
      onOpen={({ caseNo }) => open(caseNo)}
      empty={{ icon: <FileTextOutlined />, title: t(`cases.none.${view}`), hint: t('cases.noneHint') }}
      columns={[
        {
          title: t('cases.number'),
          width: 170,
          show: ({ caseNo }) => (
            <span className="figures" data-testid={`case-row-${caseNo}`}>
              {caseNo}
            </span>
          ),
        },
        {
          title: t(view === 'closed' ? 'cases.closedAt' : 'cases.due'),
          width: 190,
          show: (row) => (row.closedAtMs === null ? <EarliestClock of={row} /> : dayAndTime(row.closedAtMs)),
        },
        { title: t('cases.type'), width: 100, show: ({ typeName }) => nameOf(typeName) },
        {
          title: t('cases.step'),
          width: 150,
          show: ({ stepName, round }) => (
            <>
              {nameOf(stepName)}
              {round > 1 && <em className="quiet small"> {t('cases.round', { round })}</em>}
            </>
          ),
        },
        { title: t('cases.what'), show: (row) => <Matter of={row} /> },
        {
          title: t('cases.contact'),
          width: 215,
          show: ({ contactName, contactNumber }) => `${contactName} ${formatNumber(contactNumber)}`,
        },
        {
          title: t('cases.assignee'),
          width: 130,
          show: ({ assigneeId, assigneeName }) =>
            assigneeId === null ? t('cases.nobody') : `${assigneeName ?? ''} ${assigneeId}`,
        },
        { title: t('cases.opened'), width: 110, show: ({ openedAtMs }) => dayAndTime(openedAtMs) },
      ]}
    >
      {tableAct === 'import' && <ImportCases onClose={() => setTable(undefined)} />}
      {tableAct === 'export' && <ExportCases filters={list.chosen} onClose={() => setTable(undefined)} />}
      {isActing && (
        <ActsOnChosen
          rows={chosen}
          types={types}
          onClose={() => {
            setActing(false);
            setChosenIds([]);
          }}
        />
      )}
      {isOpening && (
        <CaseForm
          of={{ customerId: null, contactName: '', contactNumber: '', callId: null }}
          onClose={() => setOpening(false)}
          onOpened={open}
        />
      )}
    </ListPage>
  );
}

/** A department has its own and nothing else; what the lead room is alarmed of is for those who see its alarms. */
function viewsOf(me: { roles: readonly Role[] }): readonly CaseView[] {
  if (me.roles.every((role) => role === 'department')) return ['toAccept', 'open', 'missed', 'closed'];
  return may(me, access.live) ? caseViews : caseViews.filter((view) => view !== 'notAcknowledged' && view !== 'danger');
}

function Matter({ of: { grade, title, chases, returns, isSupervised, repeatOf } }: { of: CaseRowView }) {
  const { t } = useTranslation();
  return (
    <>
      {grade !== 'ordinary' && <StateMark tone="alarm">{t(`cases.grades.${grade}`)}</StateMark>}{' '}
      {isSupervised && <SupervisedMark />}{' '}
      {repeatOf !== null && <StateMark tone="alarm">{t('cases.repeatOf')}</StateMark>} {title}
      {chases > 0 && <em className="quiet small"> · {t('cases.chased', { count: chases })}</em>}
      {returns > 0 && <em className="quiet small"> · {t('cases.returned', { count: returns })}</em>}
    </>
  );
}
