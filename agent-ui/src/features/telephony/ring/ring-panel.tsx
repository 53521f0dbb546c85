import { PhoneFilled } from '@ant-design/icons';
import { DESK_PHONE } from '@sansheng/shared/contracts/telephony/phone';
import { ringCount } from '@sansheng/shared/domain/rings';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../ui/format.ts';
import { Elapsed } from '../../../ui/elapsed.tsx';
import { useServerNow } from '../../../ui/use-server-now.ts';
import { useShortcut } from '../../../ui/use-shortcut.ts';
import { isCoachingRole } from '../coaching/coaching-role.ts';
import { TierMark } from '../../customers/customers/tier-mark.tsx';
import { useQueueName, useSeat, useSeatCommand, useSeatView } from '../../desk-work/desk/seat.tsx';
import { usePlaceName } from '../phone/place-name.ts';
import { useDraft } from '../../desk-work/notes/note-draft.ts';
import { useSession } from '../../people/sign-in/session.tsx';
import { EarliestClock } from '../../service-desk/cases/earliest-clock.tsx';
import { useCasesOfCall } from '../../service-desk/cases-in-call/use-cases-of-call.ts';
import { useNames } from '../../service-desk/cases/names.ts';
import { useRingAlert } from './use-ring-alert.ts';
import './ring-panel.css';

/** Over every page and drawer, always in the same place: a ringing call is never hidden. */
export function RingPanel() {
  const { me } = useSession();
  const desk = useSeatView((view) => view.desk);
  const invite = useSeatView((view) => view.invite);
  const offer = desk?.offer ?? null;
  // The leg may arrive before the center's message about it.
  const isRinging = offer !== null || (invite !== null && desk?.call == null);
  // A lead's own phone answers by itself: see CoachingPanel.
  if (!isRinging || (offer?.leg != null && isCoachingRole(offer.leg.role))) return null;
  const ringCycleMs = offer?.ringCycleMs ?? me.ringCycleMs;
  const offeredAtMs = offer?.offeredAtMs ?? invite?.arrivedAtMs ?? 0;
  const deadlineAtMs = offer?.deadlineAtMs ?? offeredAtMs + 3 * ringCycleMs;
  return (
    <Ringing
      key={offer ? `${offer.callId}.${offer.offerGen}` : 'invite'}
      {...{ offeredAtMs, deadlineAtMs, ringCycleMs }}
    />
  );
}

function Ringing({
  offeredAtMs,
  deadlineAtMs,
  ringCycleMs,
}: {
  offeredAtMs: number;
  deadlineAtMs: number;
  ringCycleMs: number;
}) {
  const { t } = useTranslation();
  const seat = useSeat();
  const run = useSeatCommand();
  const queueName = useQueueName();
  const pop = useSeatView((view) => view.screenPop);
  const isAnswering = useSeatView((view) => view.isAnswering);
  const desk = useSeatView((view) => view.desk);
  const ringsAt = desk?.phone.ringsAt ?? null;
  const placeName = usePlaceName();
  const leg = desk?.offer?.leg ?? null;
  const askedBy =
    leg === null || leg.by === desk?.agentId
      ? t('legs.comesBack')
      : t(`legs.asks.${leg.role}`, { who: `${leg.byName} ${leg.by}` });
  // At a telephone the rings end with picking up; the time left is that for the key.
  const pickedUpAtMs = desk?.offer?.pickedUpAtMs ?? null;
  const serverNowMs = useServerNow(200);
  const nowMs = pickedUpAtMs ?? serverNowMs;
  const [ringEndMs] = useState(deadlineAtMs);
  const answerButton = useRef<HTMLButtonElement>(null);

  const ringsInAll = Math.max(1, Math.round((ringEndMs - offeredAtMs) / ringCycleMs));
  const ring = Math.min(ringCount(nowMs - offeredAtMs, ringCycleMs), ringsInAll);
  const level = Math.min(ring, 3);
  const words = t('ring.words', { returnObjects: true }) as string[];
  const word = pickedUpAtMs === null ? (words[ring - 1] ?? String(ring)) : t('phonePlace.pickedUp');
  const inRing = Math.min(1, Math.max(0, (nowMs - offeredAtMs - (ring - 1) * ringCycleMs) / ringCycleMs));

  const colleague = pop?.colleague ?? null;
  // A third seat that is invited sees who is on the line, not who invites it.
  const isCalled = colleague?.calleeId === seat.employeeNo;
  const name =
    (isCalled ? colleague?.callerName : colleague?.calleeName) ??
    pop?.customer?.name ??
    (pop?.numberKind === 'withheld' ? t('ring.withheld') : t('ring.unknownCaller'));
  const number =
    colleague !== null
      ? isCalled
        ? colleague.callerId
        : colleague.calleeId
      : pop && pop.numberKind !== 'withheld'
        ? formatNumber(pop.callerNumber)
        : '';
  const tier = pop?.customer?.tier ?? 'ordinary';
  const decline = () => void (!isAnswering && run(seat.decline()));
  useShortcut('Alt+KeyX', decline);
  useRingAlert({
    word,
    name: tier === 'ordinary' ? name : `${name} · ${t(`screenPop.tiers.${tier}`)}`,
    number,
    ringCycleMs,
    isAnswering: isAnswering || pickedUpAtMs !== null,
    answer: () => seat.answer(),
  });

  useEffect(() => {
    // The caret stays where somebody is typing: a space must not answer a call.
    const focused = document.activeElement;
    if (!focused?.matches('input, textarea, [contenteditable]')) answerButton.current?.focus();
  }, []);

  return (
    <section
      className="ring-panel"
      data-testid="ring-panel"
      data-ring={level}
      role="alertdialog"
      aria-label={t('ring.incoming')}
    >
      <div className="ring-count-line">
        <div className="ring-dial" style={{ '--turn': `${inRing}turn` } as React.CSSProperties}>
          <span data-testid="ring-count">{ring}</span>
        </div>
        <div>
          <div className="ring-word">{word}</div>
          <div className="ring-steps" aria-hidden="true">
            {Array.from({ length: ringsInAll }, (_, i) => (
              <i
                key={i}
                data-step={Math.min(i + 1, 3)}
                style={{ '--part': i + 1 < ring ? 1 : i + 1 === ring ? inRing : 0 } as React.CSSProperties}
              />
            ))}
          </div>
        </div>
      </div>
      <div aria-live="assertive" className="visually-hidden">
        {t('ring.announce', { word, name })}
      </div>
      <div className="ring-who">
        <strong>{pop?.lookup === 'pending' && colleague === null ? t('ring.looking') : name}</strong>
        {pop?.customer && <TierMark tier={pop.customer.tier} />}
      </div>
      <div className="ring-facts">
        {number !== '' && <span className="figures">{number}</span>}
        {leg && <strong data-testid="ring-asked">{askedBy}</strong>}
        {pop?.isCallback && <strong>{t('ring.callback')}</strong>}
        {colleague !== null && leg === null && <strong>{t('outbound.fromColleague')}</strong>}
        {pop && colleague === null && <span>{queueName(pop.queueId, pop.queueName)}</span>}
        {pop && colleague === null && (
          <span>
            {t('ring.waited')} <Elapsed sinceMs={pop.arrivedAtMs} />
          </span>
        )}
      </div>
      {leg !== null && desk?.offer && <Said callId={desk.offer.callId} />}
      {pop?.customer && <OpenCase callId={pop.callId} customerId={pop.customer.customerId} />}
      {ringsAt !== null && (
        <p className="ring-case-line">
          {t(`phonePlace.${ringsAt === DESK_PHONE ? 'answerThere' : 'answerByKey'}`, { number: placeName(ringsAt) })}
        </p>
      )}
      <div className="ring-actions">
        <Button
          ref={answerButton}
          data-testid="answer"
          type="primary"
          size="large"
          icon={<PhoneFilled />}
          className="answer-button"
          disabled={isAnswering || ringsAt !== null}
          onClick={() => seat.answer()}
        >
          {isAnswering ? t('ring.answering') : t('ring.answer')} {!isAnswering && <kbd>Alt+A</kbd>}
        </Button>
        <Button size="large" data-testid="decline" disabled={isAnswering} title="Alt+X" onClick={decline}>
          {t('ring.decline')}
        </Button>
      </div>
    </section>
  );
}

/** What is due first of what is open with the caller. */
function OpenCase({ callId, customerId }: { callId: string; customerId: string }) {
  const nameOf = useNames();
  const [first] = useCasesOfCall(callId, customerId);
  return (
    first && (
      <div className="ring-case-line" data-testid="ring-case">
        {nameOf(first.typeName)} · {first.title}
        <br />
        <EarliestClock of={first} />
      </div>
    )
  );
}

/** What it is about, in the words of the seat that transfers the call or invites this one. */
function Said({ callId }: { callId: string }) {
  const [{ handed }] = useDraft(callId);
  const said = handed.findLast((one) => one.said !== '')?.said;
  return said === undefined ? null : (
    <q className="ring-said" data-testid="ring-said">
      {said}
    </q>
  );
}
