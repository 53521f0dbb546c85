import { PhoneOutlined } from '@ant-design/icons';
import { FollowUp, FollowUpPage, followUpViews } from '@sansheng/shared/contracts/service-desk/follow-ups';
import { Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Refused } from '../../../rest/rest.ts';
import { serverClock } from '../../../socket/server-clock.ts';
import { formatClock, formatNumber } from '../../../ui/format.ts';
import { ListViews } from '../../../ui/list-page/list-filters.tsx';
import { ListPage } from '../../../ui/list-page/list-page.tsx';
import { useAct } from '../../../ui/list-page/use-act.ts';
import { useList } from '../../../ui/list-page/use-list.ts';
import { useSession } from '../../people/sign-in/session.tsx';
import { CallNumber } from '../../telephony/outbound/call-number.tsx';
import { AttemptDialog } from './attempt-dialog.tsx';
import { FollowUpStateMark } from './follow-up-state.tsx';
import { useKindName } from './kind-name.ts';

/** The seat has to say why it counts. */
const needsReason: ReadonlySet<string> = new Set(['visitWithoutCall', 'visitTooShort']);

/** Customers to visit, what is due first on top. */
export function FollowUpsPage() {
  const { t } = useTranslation();
  const kindName = useKindName();
  const [reporting, setReporting] = useState<FollowUp | null>(null);
  const list = useList({
    path: '/follow-ups',
    page: FollowUpPage,
    filters: ['view', 'kind', 'case'],
    usual: { view: 'today' },
    refreshMs: 10_000,
  });
  const view = followUpViews.find((one) => one === list.chosen.view) ?? 'today';
  const act = useAct(FollowUp, { key: 'follow-ups', onDone: () => setReporting(null) });
  /** Telling that it is over asks for nothing but the call; without one, the words why. */
  const tell = (one: FollowUp) =>
    act.mutate(
      { path: `/follow-ups/${one.followUpId}/attempts`, revision: one.revision, body: { outcome: 'reached' } },
      { onError: (error) => error instanceof Refused && needsReason.has(error.code) && setReporting(one) },
    );
  const run = ({ followUpId, revision }: FollowUp, name: string, body?: object) =>
    act.mutate({ path: `/follow-ups/${followUpId}/${name}`, revision, ...(body && { body }) });

  return (
    <ListPage
      title={t('followUps.title')}
      list={list}
      filters={
        <ListViews
          name="view"
          options={followUpViews.map((value) => ({ value, label: t(`followUps.views.${value}`) }))}
        />
      }
      rowsOf={(page) => page.followUps}
      rowKey="followUpId"
      empty={{ icon: <PhoneOutlined />, title: t(`followUps.none.${view}`), hint: t('followUps.noneHint') }}
      columns={[
        { title: t('followUps.due'), width: 150, show: (one) => <Due one={one} /> },
        {
          title: t('followUps.customer'),
          width: 230,
          // Calling claims the visit.
          show: (one) => (
            <>
              {one.customerName}{' '}
              {one.may.claim || one.may.settle ? (
                <CallNumber number={one.number} onPlaced={() => one.may.claim && run(one, 'claim')} />
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
        { title: t('followUps.tries'), width: 60, isNumber: true, show: ({ tries }) => tries },
        { title: t('followUps.state'), width: 210, show: (one) => <FollowUpStateMark one={one} /> },
      ]}
      acts={(one) => [
        one.may.claim && { label: t('followUps.claim'), run: () => run(one, 'claim') },
        one.may.settle && one.kind === 'outage' && { label: t('followUps.told'), isMain: true, run: () => tell(one) },
        one.may.settle && { label: t('followUps.report'), isMain: one.kind !== 'outage', run: () => setReporting(one) },
        one.may.release && { label: t('followUps.release'), run: () => run(one, 'release') },
      ]}
    >
      {reporting && (
        <AttemptDialog
          one={reporting}
          isSaving={act.isPending}
          onCancel={() => setReporting(null)}
          onSave={(body) => run(reporting, 'attempts', body)}
        />
      )}
    </ListPage>
  );
}

function Due({ one: { dueAtMs, notBeforeMs, state, isOwnWork } }: { one: FollowUp }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const clock = (atMs: number) => formatClock(atMs, me.timeZone, 'MM-DD HH:mm');
  if (state !== 'planned') return <span className="figures">{dueAtMs === null ? '–' : clock(dueAtMs)}</span>;
  const nowMs = serverClock.nowMs();
  const isLate = dueAtMs !== null && dueAtMs < nowMs;
  const waits = notBeforeMs !== null && notBeforeMs > nowMs;
  const text = (
    <span className="figures" style={isLate ? { color: 'var(--alarm-strong)' } : undefined}>
      {dueAtMs === null ? t('followUps.noDue') : clock(dueAtMs)} {isLate && t('followUps.late')}
    </span>
  );
  const hint = isOwnWork
    ? t('followUps.ownWork')
    : waits
      ? t('followUps.notBefore', { time: clock(notBeforeMs) })
      : null;
  return hint === null ? text : <Tooltip title={hint}>{text}</Tooltip>;
}
