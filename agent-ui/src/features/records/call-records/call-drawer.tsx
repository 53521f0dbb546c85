import { qualityWordOf } from '@sansheng/shared/domain/call-quality';
import { access, may } from '@sansheng/shared/domain/access';
import { CallDetail } from '@sansheng/shared/contracts/records/call-records';
import { useQuery } from '@tanstack/react-query';
import { Drawer, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { request } from '../../../rest/rest.ts';
import { formatBytes, formatClock, formatDuration, formatNumber } from '../../../ui/format.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { useCategoryName, useQueueName } from '../../desk-work/desk/seat.tsx';
import { LegalHoldOf } from '../recordings/legal-hold.tsx';
import { RecordingPlayer } from '../recordings/recording-player.tsx';
import { CasesOfThisCall } from '../../service-desk/cases-in-call/cases-of-this-call.tsx';
import { WhyThisSeat } from '../../telephony/routing/why-this-seat.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import { CallLegs } from './call-legs.tsx';
import { CallWrapUps, useIsTask } from './call-wrap-ups.tsx';
import { describeEvent, toneOfEvent } from './describe-event.ts';
import { OutcomeMark } from './outcome-mark.tsx';
import './call-drawer.css';

/** Everything about one call; closed while `callId` is null. */
/** Texts for a recording that cannot be played and was not deleted. */
const recordingWords = {
  expected: 'calls.recordingExpected',
  ready: 'calls.recordingExpected',
  missing: 'calls.recordingMissing',
  empty: 'calls.recordingEmpty',
} as const;

export function CallDrawer({
  callId,
  fromSecond = 0,
  onClose,
}: {
  callId: string | null;
  /** Where its first recording is played from. */
  fromSecond?: number;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const detail = useQuery({
    queryKey: ['calls', 'detail', callId],
    queryFn: () => request(CallDetail, 'GET', `/calls/${callId}`),
    enabled: callId !== null,
  });
  return (
    <Drawer open={callId !== null} onClose={onClose} size={560} title={t('calls.detail')} destroyOnHidden>
      {detail.error && <Trouble error={detail.error} onRetry={() => void detail.refetch()} />}
      {detail.isPending && callId !== null && <Skeleton active />}
      {detail.data && <Detail call={detail.data} fromMs={fromSecond * 1000 || 0} />}
    </Drawer>
  );
}

function Detail({ call, fromMs }: { call: CallDetail; fromMs: number }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const queueName = useQueueName();
  const categoryName = useCategoryName();
  const duration = (ms: number | null) => (ms === null ? '–' : formatDuration(ms));
  /** Whose leg was recorded: a transferred call has a recording for each. */
  const seatOf = (recordingId: string): string | null => {
    const started = call.timeline.find(
      ({ type, data }) => type === 'recording.started' && data['recordingId'] === recordingId,
    );
    if (started === undefined) return null;
    const name = call.legs.find(({ who }) => who === started.agentId)?.name;
    return name ? `${name} ${started.agentId}` : started.agentId;
  };
  const isTask = useIsTask(call);
  const facts: [string, React.ReactNode][] = [
    [t('calls.time'), formatClock(call.arrivedAtMs, me.timeZone, 'YYYY-MM-DD HH:mm:ss')],
    [t('outbound.direction'), t(`outbound.directions.${call.direction}`)],
    [t('calls.hotline'), call.hotline],
    [t('calls.queue'), queueName(call.queueId, call.queueName)],
    [t('calls.agent'), call.agentName ? `${call.agentName} ${call.agentId}` : '–'],
    [t('calls.waited'), duration(call.waitedMs)],
    [
      t('calls.rings'),
      <>
        {call.rings === null ? '–' : t('calls.ringsOf', { n: call.rings })}{' '}
        {call.withinThreeRings !== null && (
          <span className="quiet">{t(call.withinThreeRings ? 'calls.withinThreeRings' : 'calls.afterThreeRings')}</span>
        )}
      </>,
    ],
    [t('calls.talk'), duration(call.talkMs)],
    [t('calls.hold'), duration(call.holdMs)],
    [t('calls.wrapUpTime'), duration(call.wrapUpMs)],
    [t('calls.category'), categoryName(call) ?? (call.outcome === 'answered' ? t('calls.incomplete') : '–')],
    ...(call.result === null
      ? []
      : ([[t('wrapUp.result'), t(`wrapUp.results.${call.result}`)]] as [string, React.ReactNode][])),
    ...(call.vote === null
      ? []
      : ([[t('outbound.vote'), t('outbound.voteOf', { score: call.vote })]] as [string, React.ReactNode][])),
    [t('calls.endedBy'), call.endedBy ? t(`calls.parties.${call.endedBy}`) : '–'],
    [
      t('calls.endCause'),
      [
        call.endWhy && t(`ends.whys.${call.endWhy}`, { defaultValue: call.endWhy }),
        call.endCause && t(`ends.causes.${call.endCause}`, { defaultValue: '' }),
        call.endCause,
      ]
        .filter(Boolean)
        .join(' · ') || '–',
    ],
  ];
  return (
    <div className="call-detail">
      <header>
        <div>
          <h2>
            {call.customerName ??
              (call.direction === 'outbound' || call.direction === 'internal'
                ? t(`outbound.directions.${call.direction}`)
                : t('ring.unknownCaller'))}
          </h2>
          <span className="quiet figures">{formatNumber(call.callerNumber) || t('ring.withheld')}</span>
        </div>
        <OutcomeMark outcome={call.outcome} />
      </header>
      {isTask && <CallWrapUps call={call} />}
      {call.recordings.map((recording, i) => (
        <section key={recording.recordingId} className="call-recording">
          {recording.state === 'ready' ? (
            <>
              <RecordingPlayer recordingId={recording.recordingId} fromMs={i === 0 ? fromMs : 0} />
              <span className="quiet small">
                {[
                  seatOf(recording.recordingId),
                  formatClock(recording.startedAtMs, me.timeZone),
                  recording.durationMs !== null && formatDuration(recording.durationMs),
                  recording.bytes !== null && formatBytes(recording.bytes),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </>
          ) : (
            <span className="quiet">
              {recording.state === 'deleted'
                ? t('recordings.deleted', {
                    time: formatClock(recording.deletedAtMs ?? 0, me.timeZone, 'YYYY-MM-DD'),
                  })
                : t(recordingWords[recording.state])}
            </span>
          )}
        </section>
      ))}
      {call.recordings.length > 0 && <LegalHoldOf call={call} />}
      <dl>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="figures">{value}</dd>
          </div>
        ))}
      </dl>
      {!isTask && <CallWrapUps call={call} />}
      {call.qualities.length > 0 && (
        <section data-testid="call-quality">
          <h3>{t('quality.title')}</h3>
          <ul className="call-offers">
            {call.qualities.map((one) => (
              <li key={`${one.agentId}.${one.offerGen}`}>
                <b className="figures">{one.agentId}</b>
                <span>{t(`quality.words.${qualityWordOf(one.mos)}`)}</span>
                <span className="figures quiet small">
                  {t('quality.of', {
                    mos: one.mos.toFixed(1),
                    lowest: one.lowestMos.toFixed(1),
                    roundTrip: one.roundTripMs ?? '–',
                    jitter: one.jitterMs,
                    lost: (one.lostShare * 100).toFixed(1),
                    sentLost: (one.sentLostShare * 100).toFixed(1),
                  })}
                  {one.soundLostMs > 0 && ` · ${t('quality.ofLost', { time: formatDuration(one.soundLostMs) })}`}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {may(me, access.cases) && <CasesOfThisCall callId={call.callId} />}
      {call.legs.length > 1 && <CallLegs legs={call.legs} />}
      {call.offers.length > 0 && (
        <section>
          <h3>{t('calls.offers')}</h3>
          <ul className="call-offers">
            {call.offers.map((offer) => (
              <li key={offer.offerGen}>
                <span className="figures quiet">{formatClock(offer.offeredAtMs, me.timeZone)}</span>
                <b>
                  {offer.agentName ?? ''} {offer.agentId}
                </b>
                <span>
                  {t(`calls.offerResults.${offer.result}`)}
                  {offer.cause !== null && ` · ${t(`offerCause.${offer.cause}`)}`}
                </span>
                <span className="figures quiet">
                  {offer.endedAtMs !== null && `${((offer.endedAtMs - offer.offeredAtMs) / 1000).toFixed(1)} s`}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h3>{t('calls.timeline')}</h3>
        <ol className="call-timeline">
          {call.timeline.map((entry) => (
            <li key={entry.eventId}>
              <span className="figures quiet">{formatClock(entry.atMs, me.timeZone, 'HH:mm:ss.SSS')}</span>
              <i style={{ background: `var(--${toneOfEvent(entry.type)})` }} />
              <span>
                {describeEvent(t, entry, call, queueName)}
                {typeof entry.data.said === 'string' && <q className="call-said">{entry.data.said}</q>}
                {entry.type === 'routing.offered' && (
                  <details>
                    <summary className="why-open small">{t('routing.why')}</summary>
                    <WhyThisSeat
                      why={entry.data.why}
                      offered={{ agentId: entry.agentId, callId: call.callId }}
                      nameOf={(agentId) => call.offers.find((one) => one.agentId === agentId)?.agentName ?? ''}
                    />
                  </details>
                )}
              </span>
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}
