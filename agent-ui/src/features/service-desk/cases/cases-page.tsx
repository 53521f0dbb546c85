import { FileTextOutlined } from '@ant-design/icons';
import { CASES_AT_ONCE } from '@sansheng/shared/contracts/service-desk/case-lists';
import { CasePage, type CaseView, caseViews } from '@sansheng/shared/contracts/service-desk/cases';
import { access, may } from '@sansheng/shared/domain/access';
import type { Role } from '@sansheng/shared/domain/roles';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ListChoice, ListSearch } from '../../../ui/list-page/list-filters.tsx';
import { ListPage } from '../../../ui/list-page/list-page.tsx';
import { useList } from '../../../ui/list-page/use-list.ts';
import { useSession } from '../../people/sign-in/session.tsx';
import { ActsOnChosen } from './acts-on-chosen.tsx';
import { useCaseColumns } from './case-columns.tsx';
import { CaseTable } from './case-table.tsx';
import { useCaseTypes, useNames } from './names.ts';
import { OpenCaseButton } from './open-case-button.tsx';
import './cases.css';

const filters = ['type', 'q'] as const;

/** Cases that this person may find, what is due first on top. */
export function CasesPage() {
  const { t } = useTranslation();
  const { me } = useSession();
  const nameOf = useNames();
  const navigate = useNavigate();
  const [chosenIds, setChosenIds] = useState<readonly string[]>([]);
  const choose = (ids: readonly string[]) => setChosenIds(ids.slice(0, CASES_AT_ONCE));
  const types = useCaseTypes().data?.types ?? [];
  const list = useList({
    path: '/cases',
    page: CasePage,
    rowsOf: ({ cases }) => cases,
    views: viewsOf(me),
    filters,
    refreshMs: 15_000,
  });
  const { number, due, type, step, what, contact, assignee, opened, closed } = useCaseColumns();
  // As the list shows them now: what is on it no more is not acted on.
  const chosen = list.rows.filter(({ caseId }) => chosenIds.includes(caseId));
  const open = (caseNo: string) => void navigate(`/cases/${caseNo}`);
  return (
    <ListPage
      testId="case-list"
      words="cases"
      icon={<FileTextOutlined />}
      list={list}
      filters={
        <>
          <ListChoice
            name="type"
            label={t('cases.type')}
            options={types.map(({ key, name }) => ({ value: key, label: nameOf(name) }))}
          />
          <ListSearch name="q" label={t('cases.search')} width={260} testId="case-search" />
        </>
      }
      beside={
        <>
          <ActsOnChosen rows={chosen} onDone={() => choose([])} />
          <CaseTable filters={list.chosen} onChooseAll={() => choose(list.rows.map(({ caseId }) => caseId))} />
          {types.some(({ mayOpen }) => mayOpen) && <OpenCaseButton onOpened={open} />}
        </>
      }
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
      columns={[number, list.view === 'closed' ? closed : due, type, step, what, contact, assignee, opened]}
    />
  );
}

/** A department has its own and nothing else; what the lead room is alarmed of is for those who see its alarms. */
function viewsOf(me: { roles: readonly Role[] }): readonly CaseView[] {
  if (me.roles.every((role) => role === 'department')) return ['toAccept', 'open', 'missed', 'closed'];
  return may(me, access.live) ? caseViews : caseViews.filter((view) => view !== 'notAcknowledged' && view !== 'danger');
}
