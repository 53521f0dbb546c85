import { PhoneOutlined } from '@ant-design/icons';
import { FollowUp, FollowUpPage, followUpViews } from '@sansheng/shared/contracts/service-desk/follow-ups';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Refused } from '../../../rest/rest.ts';
import { formatNumber } from '../../../ui/format.ts';
import { ListPage } from '../../../ui/list-page/list-page.tsx';
import { useAct } from '../../../ui/list-page/use-act.ts';
import { useList } from '../../../ui/list-page/use-list.ts';
import { CallNumber } from '../../telephony/outbound/call-number.tsx';
import { useTaskActs } from '../task-kit/use-task-acts.ts';
import { AttemptDialog } from './attempt-dialog.tsx';
import { FollowUpDue } from './follow-up-due.tsx';
import { FollowUpStateMark } from './follow-up-state.tsx';
import { useKindName } from './kind-name.ts';

/** The seat has to say why it counts. */
const needsReason: ReadonlySet<string> = new Set(['visitWithoutCall', 'visitTooShort']);

/** Customers to visit, what is due first on top. */
export function FollowUpsPage() {
  const { t } = useTranslation();
  const kindName = useKindName();
  const list = useList({
    path: '/follow-ups',
    page: FollowUpPage,
    rowsOf: (page) => page.followUps,
    views: followUpViews,
    filters: ['kind', 'case'],
    refreshMs: 10_000,
  });
  const tasks = useTaskActs(FollowUp, {
    key: 'follow-ups',
    words: 'followUps',
    pathOf: ({ followUpId }) => `/follow-ups/${followUpId}`,
    settle: 'attempts',
  });
  /** Telling that it is over asks for nothing but the call; without one, the words why. */
  const told = useAct(FollowUp, { key: 'follow-ups' });
  const tell = (one: FollowUp) =>
    told.mutate(
      { path: `/follow-ups/${one.followUpId}/attempts`, revision: one.revision, body: { outcome: 'reached' } },
      { onError: (error) => error instanceof Refused && needsReason.has(error.code) && tasks.ask(one) },
    );
  const actsOf = (one: FollowUp) => {
    if (one.kind !== 'outage' || !one.may.settle) return tasks.acts(one);
    const others = tasks.acts(one).map((act) => act && { ...act, isMain: false });
    return [{ label: t('followUps.told'), isMain: true, run: () => tell(one) }, ...others];
  };
  return (
    <ListPage
      words="followUps"
      icon={<PhoneOutlined />}
      list={list}
      rowKey="followUpId"
      columns={[
        { title: t('followUps.due'), width: 150, show: (one) => <FollowUpDue one={one} /> },
        {
          title: t('followUps.customer'),
          width: 230,
          show: (one) => (
            <>
              {one.customerName}{' '}
              {one.may.claim || one.may.settle ? (
                <CallNumber number={one.number} onPlaced={() => tasks.claim(one)} />
              ) : (
                <span className="figures quiet">{formatNumber(one.number)}</span>
              )}
            </>
          ),
        },
        { title: t('followUps.kind'), width: 110, show: ({ kind }) => kindName(kind) },
        {
          title: t('followUps.case'),
          hasControls: true,
          show: ({ caseNo, caseTitle }) => (
            <>
              <Link className="plain-link figures" to={`/cases/${caseNo}`}>
                {caseNo}
              </Link>{' '}
              {caseTitle}
            </>
          ),
        },
        { title: t('followUps.tries'), width: 60, number: ({ tries }) => tries },
        { title: t('followUps.state'), width: 210, show: (one) => <FollowUpStateMark one={one} /> },
      ]}
      acts={actsOf}
    >
      {tasks.settling && <AttemptDialog one={tasks.settling} {...tasks.dialog} />}
    </ListPage>
  );
}
