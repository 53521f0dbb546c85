import { EarlierTimes as EarlierTimesView } from '@sansheng/shared/contracts/service-desk/clock-recount';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Popconfirm, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { nothing, request } from '../../../rest/rest.ts';
import { formatClock } from '../../../ui/format.ts';
import { useSayRefusal } from '../../../ui/say-refusal.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import { useNames } from '../cases/names.ts';

const REFRESH_MS = 15_000;

/** Clocks that keep more time than a changed calendar gives, until a supervisor takes the earlier times. */
export function EarlierTimes() {
  const { t } = useTranslation();
  const { me } = useSession();
  const nameOf = useNames();
  const { message } = App.useApp();
  const sayRefusal = useSayRefusal();
  const queries = useQueryClient();
  const list = useQuery({
    queryKey: ['earlier-times'],
    queryFn: () => request(EarlierTimesView, 'GET', '/earlier-times'),
    refetchInterval: REFRESH_MS,
  });
  const agree = useMutation({
    mutationFn: () => request(nothing, 'POST', '/earlier-times/agree', { asOfMs: list.data?.asOfMs }),
    onSuccess: () => void message.success(t('deskSettings.earlierTaken')),
    onError: sayRefusal,
    onSettled: () => queries.invalidateQueries({ queryKey: ['earlier-times'] }),
  });
  const total = list.data?.total ?? 0;
  const clock = (atMs: number) => <span className="figures">{formatClock(atMs, me.timeZone, 'MM-DD HH:mm')}</span>;
  return (
    <>
      <div className="admin-bar" style={{ alignItems: 'end' }}>
        <h2 className="admin-part">{t('deskSettings.earlier', { count: total })}</h2>
        {total > 0 && (
          <Popconfirm
            title={t('deskSettings.takeEarlierSure', { count: total })}
            okText={t('deskSettings.takeEarlier')}
            cancelText={t('action.cancel')}
            onConfirm={() => agree.mutate()}
          >
            <Button type="primary" loading={agree.isPending} data-testid="take-earlier-times">
              {t('deskSettings.takeEarlier')}
            </Button>
          </Popconfirm>
        )}
      </div>
      <p className="quiet" style={{ marginBottom: 10 }}>
        {t('deskSettings.earlierHint')}
      </p>
      {list.error && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
      {total > 0 && (
        <section className="panel" style={{ padding: 8 }}>
          <Table
            size="small"
            rowKey={({ caseNo, clockKey }) => `${caseNo} ${clockKey}`}
            dataSource={list.data?.times ?? []}
            pagination={{ pageSize: 20, showSizeChanger: false, hideOnSinglePage: true }}
            columns={[
              {
                title: t('cases.number'),
                width: 170,
                render: (_, { caseNo }) => (
                  <Link className="plain-link figures" to={`/cases/${caseNo}`}>
                    {caseNo}
                  </Link>
                ),
              },
              { title: t('cases.what'), dataIndex: 'title' },
              { title: t('deskSettings.clock'), width: 150, render: (_, { clockName }) => nameOf(clockName) },
              { title: t('deskSettings.dueNow'), width: 130, render: (_, { dueAtMs }) => clock(dueAtMs) },
              { title: t('deskSettings.dueEarlier'), width: 130, render: (_, { earlierAtMs }) => clock(earlierAtMs) },
            ]}
          />
        </section>
      )}
    </>
  );
}
