import { SendOutlined } from '@ant-design/icons';
import { type BoardCase, DispatchBoard } from '@sansheng/shared/contracts/service-desk/dispatch';
import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Refused, request } from '../../../rest/rest.ts';
import { EmptyHint } from '../../../ui/empty-hint.tsx';
import { useSayRefusal } from '../../../ui/say-refusal.ts';
import { StateMark } from '../../../ui/state-mark.tsx';
import { Trouble } from '../../../ui/trouble.tsx';
import { usePlainKeys } from '../../../ui/use-shortcut.ts';
import { useCaseChoices } from '../case-choices/use-case-choices.ts';
import { EarliestClock } from '../cases/earliest-clock.tsx';
import { useCaseTypes, useNames } from '../cases/names.ts';
import { DispatchDialog, useDispatch } from './dispatch-dialog.tsx';
import { useReason } from './dispatch-reason.tsx';
import { PersonLoads } from './person-loads.tsx';
import { Supervised } from './supervised.tsx';
import '../cases/cases.css';
import './dispatch.css';

const REFRESH_MS = 10_000;

/** The dispatcher's board: what is to be dispatched with who would get it, what nobody has accepted, and who has how much. */
export function DispatchPage() {
  const { t } = useTranslation();
  const board = useQuery({
    queryKey: ['dispatch'],
    queryFn: () => request(DispatchBoard, 'GET', '/dispatch'),
    refetchInterval: REFRESH_MS,
  });
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('nav.dispatch')}</h1>
        <span className="quiet small">{t('dispatch.keys')}</span>
      </div>
      {board.error && <Trouble error={board.error} onRetry={() => void board.refetch()} />}
      {board.isPending && <Skeleton active />}
      {board.data && <Board board={board.data} />}
    </div>
  );
}

function Board({ board: { toDispatch, notAccepted, loads } }: { board: DispatchBoard }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState(0);
  const [asked, setAsked] = useState<{ one: BoardCase; mustOverrule: boolean } | null>(null);
  const sayRefusal = useSayRefusal();
  const send = useDispatch();
  const at = Math.min(chosen, toDispatch.length - 1);
  const dispatch = (one: BoardCase) => {
    const { proposal, returned } = one;
    const isReturnedBy = returned !== null && returned.departmentId === proposal?.departmentId;
    if (proposal === null || proposal.kind === 'byHand' || isReturnedBy)
      return setAsked({ one, mustOverrule: isReturnedBy });
    send.mutate(
      { one, body: {} },
      {
        onError: (error) => {
          sayRefusal(error);
          if (error instanceof Refused && error.code === 'returnedByDepartment') setAsked({ one, mustOverrule: true });
        },
      },
    );
  };
  usePlainKeys(
    (key) => asked === null && ['ArrowDown', 'ArrowUp', 'd', 'p'].includes(key),
    (key) => {
      const one = toDispatch[at];
      if (key === 'ArrowDown') setChosen(Math.min(at + 1, toDispatch.length - 1));
      else if (key === 'ArrowUp') setChosen(Math.max(at - 1, 0));
      else if (one !== undefined && key === 'p') setAsked({ one, mustOverrule: false });
      else if (one !== undefined && !send.isPending) dispatch(one);
    },
  );
  return (
    <div className="dispatch-columns">
      <div className="dispatch-lists">
        <section className="panel" data-testid="dispatch-board">
          <h2>
            {t('dispatch.toDispatch')} <span className="figures quiet">{toDispatch.length}</span>
          </h2>
          {toDispatch.length === 0 && (
            <EmptyHint icon={<SendOutlined />} title={t('dispatch.nothing')}>
              {t('dispatch.nothingHint')}
            </EmptyHint>
          )}
          {toDispatch.map((one, i) => (
            <BoardRow key={one.caseId} one={one} isChosen={i === at}>
              <Proposal one={one} />
              <div className="dispatch-acts">
                <Button
                  type="primary"
                  size="small"
                  loading={send.isPending && send.variables.one.caseId === one.caseId}
                  data-testid={`dispatch-${one.caseNo}`}
                  onFocus={() => setChosen(i)}
                  onClick={() => dispatch(one)}
                >
                  {t(
                    one.returned !== null && one.returned.departmentId === one.proposal?.departmentId
                      ? 'dispatch.overrule'
                      : 'dispatch.dispatch',
                  )}
                </Button>
                <Button
                  size="small"
                  data-testid={`dispatch-pick-${one.caseNo}`}
                  onClick={() => setAsked({ one, mustOverrule: false })}
                >
                  {t('dispatch.pick')}
                </Button>
              </div>
            </BoardRow>
          ))}
        </section>
        <section className="panel" data-testid="dispatch-not-accepted">
          <h2>
            {t('dispatch.notAccepted')} <span className="figures quiet">{notAccepted.length}</span>
          </h2>
          {notAccepted.length === 0 && <p className="quiet">{t('dispatch.allAccepted')}</p>}
          {notAccepted.map((one) => (
            <BoardRow key={one.caseId} one={one}>
              <HasIt one={one} />
            </BoardRow>
          ))}
        </section>
      </div>
      <PersonLoads loads={loads} />
      {asked !== null && <DispatchDialog {...asked} onClose={() => setAsked(null)} />}
    </div>
  );
}

function BoardRow({
  one,
  isChosen = false,
  children,
}: {
  one: BoardCase;
  isChosen?: boolean;
  children: React.ReactNode;
}) {
  const { t } = useTranslation();
  const nameOf = useNames();
  const types = useCaseTypes().data?.types;
  const reasons = types?.find(({ key }) => key === one.type)?.fields.find(({ key }) => key === 'returnReason')?.choices;
  const reasonOf = (key: string) => {
    const found = reasons?.find((choice) => choice.key === key);
    return found === undefined ? '' : `${nameOf(found.name)} ·`;
  };
  return (
    <article className="dispatch-row" data-chosen={isChosen} data-testid={`dispatch-row-${one.caseNo}`}>
      <div>
        <Link className="plain-link figures" to={`/cases/${one.caseNo}`}>
          {one.caseNo}
        </Link>{' '}
        {one.grade !== 'ordinary' && <StateMark tone="alarm">{t(`cases.grades.${one.grade}`)}</StateMark>}{' '}
        {one.isSupervised && <Supervised of={one} />} {one.title}
        <p className="quiet small">
          {nameOf(one.typeName)} · {nameOf(one.stepName)}
          {one.returns > 0 && ` · ${t('cases.returned', { count: one.returns })}`}
        </p>
        {one.returned !== null && (
          <p className="small dispatch-returned">
            {t('dispatch.returned', { reason: reasonOf(one.returned.reason), text: one.returned.text })}
          </p>
        )}
      </div>
      <EarliestClock of={one} />
      {children}
    </article>
  );
}

function Proposal({ one: { proposal } }: { one: BoardCase }) {
  const { t } = useTranslation();
  const inWords = useReason();
  if (proposal === null) return <p className="quiet">{t('dispatch.noRule')}</p>;
  const { to, because, others } = inWords(proposal);
  return (
    <div data-testid="dispatch-proposal">
      <b>{t('dispatch.to', { to })}</b>
      <p className="small">{because}</p>
      {others !== '' && <p className="quiet small">{others}</p>}
    </div>
  );
}

function HasIt({ one: { departmentId, assigneeId, assigneeName } }: { one: BoardCase }) {
  const { t } = useTranslation();
  const departments = useCaseChoices()?.departments;
  const department = departments?.get(departmentId ?? '')?.name ?? departmentId ?? '';
  if (assigneeId === null) return <span>{t('dispatch.toPool', { department })}</span>;
  return (
    <span>
      {assigneeName} {assigneeId} · {department}
    </span>
  );
}
