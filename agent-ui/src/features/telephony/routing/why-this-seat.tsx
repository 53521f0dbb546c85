import { CheckCircleFilled, WarningFilled } from '@ant-design/icons';
import { OfferReason } from '@sansheng/shared/contracts/events/routing';
import {
  type CallCandidate,
  callsOf,
  readSeatScore,
  replayOffer,
  type SeatCandidate,
  seatsOf,
} from '@sansheng/shared/domain/offer-reason';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { nameOf as nameOfThing } from '../../../language/language.ts';
import { formatClock } from '../../../ui/format.ts';
import { useDeskSettings, useQueueName } from '../../desk-work/desk/seat.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import './routing-why.css';

export interface Offered {
  agentId: string;
  callId: string;
}
type Names = (id: string) => string;

/** The logged reason of an offer in words: the candidates in order, with the verdict on each. */
export function WhyThisSeat({ why, offered, nameOf }: { why: unknown; offered: Offered; nameOf: Names }) {
  const { t } = useTranslation();
  const reason = OfferReason.safeParse(why);
  if (!reason.success) return <p className="quiet small">{t('routing.none')}</p>;
  const again = replayOffer(reason.data);
  const isSame = 'agentIds' in again ? again.agentIds.includes(offered.agentId) : again.callId === offered.callId;
  return (
    <div className="why-seat">
      <Reason why={reason.data} nameOf={nameOf} callId={offered.callId} />
      <p className="why-replayed" data-same={isSame}>
        {isSame ? <CheckCircleFilled /> : <WarningFilled />} {t(isSame ? 'routing.replayed' : 'routing.replayDiffers')}
      </p>
    </div>
  );
}

/** The same without an offer: what a preview found. */
export function Reason({ why, nameOf, callId = '' }: { why: OfferReason; nameOf: Names; callId?: string }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const nameOfSkill = useSkillNames();
  const nameOfQueue = useQueueName();
  const [seats, calls] = [seatsOf(why), callsOf(why)];
  const named = why.by === 'call' ? seats.length : calls.length;
  const clock = (atMs: number) => formatClock(atMs, me.timeZone);
  return (
    <>
      <p className="why-how">
        {why.by === 'call'
          ? t('routing.byCall', { strategy: t(`admin.strategies.${why.strategy ?? 'longestIdle'}`) })
          : t('routing.bySeat')}
        {why.by === 'call' && <span className="quiet"> · {needsInWords(t, nameOfSkill, why.needs ?? '')}</span>}
        {(why.atOnce ?? 1) > 1 && <span className="quiet"> · {t('routing.atOnce', { count: why.atOnce })}</span>}
      </p>
      {why.by === 'call' && seats.length === 0 && <p className="quiet">{t('routing.nobody')}</p>}
      <ol className="why-list">
        {why.by === 'call'
          ? seats.map((seat) => (
              <li key={seat.agentId} data-picked={['chosen', 'borrowed', 'own'].includes(seat.verdict)}>
                <b>
                  {nameOf(seat.agentId)} <span className="quiet">{seat.agentId}</span>
                </b>
                <span className="quiet figures">{measureInWords(t, why.strategy ?? '', seat, clock)}</span>
                <span className="why-verdict">{t(`routing.verdict.${seat.verdict}`)}</span>
              </li>
            ))
          : calls.map((call) => (
              <li key={call.callId} data-picked={call.callId === callId}>
                <b>{t(call.callId === callId ? 'routing.thisCall' : 'routing.otherCall')}</b>
                <span className="quiet figures">
                  {call.share
                    ? t('routing.share', { queue: nameOfQueue(call.share.queueId, null), share: call.share.share })
                    : call.callId.slice(-8)}
                </span>
                <span className="why-verdict">{t(`routing.verdict.${verdictOfCall(call, callId, calls)}`)}</span>
              </li>
            ))}
      </ol>
      {(why.looked ?? 0) > named && (
        <p className="quiet small">{t('routing.more', { count: (why.looked ?? 0) - named })}</p>
      )}
    </>
  );
}

function verdictOfCall(call: CallCandidate, callId: string, calls: CallCandidate[]): string {
  if (call.verdict !== 'due') return call.verdict;
  const picked = calls.find((one) => one.callId === callId);
  const isEarlier = (one: CallCandidate, other: CallCandidate) => Number(one.score) < Number(other.score);
  const wasShared = picked?.share !== undefined && calls.some((one) => one.share && isEarlier(one, picked));
  if (call.callId === callId) return wasShared ? 'dueByShare' : 'due';
  return picked !== undefined && call.share !== undefined && isEarlier(call, picked) ? 'dueOverShare' : 'dueLater';
}

/** `english>5` by commas. */
function needsInWords(t: TFunction, nameOfSkill: Names, needs: string): string {
  if (needs === '') return t('routing.anySkill');
  const words = needs.split(',').map((need) => {
    const [skill = '', level = ''] = need.split('>');
    return t('routing.need', { skill: nameOfSkill(skill), level });
  });
  return `${t('routing.needs')} ${words.join(' · ')}`;
}

/** Names of skills in the reader's language; the id of a deleted one. */
export function useSkillNames(): Names {
  const skills = useDeskSettings()?.skills;
  return (skillId) => {
    const skill = skills?.find((one) => one.skillId === skillId);
    return skill ? nameOfThing(skill) : skillId;
  };
}

function measureInWords(t: TFunction, strategy: string, seat: SeatCandidate, clock: (atMs: number) => string): string {
  const { turn, measure } = readSeatScore(strategy, seat.score);
  const words: string[] = [];
  if (seat.lent === true) words.push(t('routing.lent'));
  if (turn > 0) words.push(t('routing.turn', { turn }));
  if ('atMs' in measure) {
    const never = measure.kind === 'lastOfferedAt' && measure.atMs === 0;
    words.push(t(`routing.measure.${never ? 'neverOffered' : measure.kind}`, { time: clock(measure.atMs) }));
  } else if (measure.kind === 'listed') {
    words.push(t('routing.measure.listed', { count: measure.count + 1 }));
  } else if ('count' in measure) {
    words.push(t(`routing.measure.${measure.kind}`, { count: measure.count }));
  }
  return words.join(' · ');
}
