import type { CallDetail } from '@sansheng/shared/contracts/records/call-records';
import type { AgentState } from '@sansheng/shared/domain/agent-state';
import type { LegRole } from '@sansheng/shared/domain/call-leg';
import type { TFunction } from 'i18next';
import { formatDuration } from '../../../ui/format.ts';

type TimelineEntry = CallDetail['timeline'][number];

/** What an event of the stream means, in a sentence of the reader's language. */
export function describeEvent(
  t: TFunction,
  entry: TimelineEntry,
  call: CallDetail,
  queueName: (queueId: string | null, sentName: string | null) => string,
): string {
  const { data } = entry;
  const agent = entry.agentId;
  const text = (key: string) => {
    const value = data[key];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  switch (entry.type) {
    case 'call.arrived':
      return t('event.call.arrived', { hotline: text('hotline') });
    case 'call.identified':
      return text('customerName') === ''
        ? t('event.call.identifiedUnknown')
        : t('event.call.identified', { customerName: text('customerName') });
    case 'routing.callQueued':
      return t('event.routing.callQueued', {
        queue: queueName(text('queueId'), text('queueId')),
      });
    case 'routing.offerExpired':
    case 'routing.offerFailed':
      return t(`event.${entry.type}`, { agent, cause: t(`offerCause.${text('cause')}`) });
    case 'call.transferred':
      return t('event.call.transferred', {
        agent,
        who: data.to === 'queue' ? t('legs.toQueue', { queue: queueName(text('who'), text('who')) }) : text('who'),
        how: t(`legs.ways.${text('how')}`),
      });
    case 'call.seatBack':
      return t('event.call.seatBack', { agent, held: formatDuration(Number(data.awayMs ?? 0)) });
    case 'call.takenOver':
      return t('event.call.takenOver', { who: text('who') });
    case 'leg.added':
    case 'leg.answered':
    case 'leg.roleChanged':
    case 'leg.held':
    case 'leg.retrieved':
    case 'leg.rejoined':
    case 'leg.ended': {
      // Only the first event of a leg tells who it is and what for.
      const added = call.timeline.find((one) => one.type === 'leg.added' && one.data.offerGen === data.offerGen);
      const known = { role: 'conference', who: agent, ...added?.data, ...data } as { role: LegRole; who: string };
      return t(`event.${entry.type}`, {
        who: known.who,
        role: t(`legs.roles.${known.role}`),
        cause: t(`legs.ends.${text('cause')}`),
      });
    }
    case 'call.retrieved':
      return t('event.call.retrieved', { held: formatDuration(Number(data.heldMs ?? 0)) });
    case 'call.soundLost':
      return t('event.call.soundLost', { agent, gone: t(`quality.goneWhat.${text('direction')}`) });
    case 'call.soundRestored':
      return t('event.call.soundRestored', { agent, held: formatDuration(Number(data.lostMs ?? 0)) });
    case 'call.ended':
      return t('event.call.ended', {
        outcome: t(`calls.outcomes.${text('outcome')}`),
        party: t(`calls.parties.${text('endedBy')}`),
      });
    case 'call.menuChosen':
      return t('event.call.menuChosen', { digit: text('digit') || '–' });
    case 'call.menuStepEntered':
      return t(`event.call.menuStepEntered${text('digit') === '' ? '' : 'ByKey'}`, {
        digit: text('digit'),
        step: text('step'),
      });
    case 'call.digitsCollected':
      return t('event.call.digitsCollected', {
        what: t(`screenPop.collectedKinds.${text('what')}`),
        digits: text('digits'),
      });
    case 'call.languageChosen':
      return t('event.call.languageChosen', { language: t(`menus.languageNames.${text('language')}`) });
    case 'recording.omitted':
      return t(
        data.why === 'queueSetting'
          ? 'event.recording.omittedByQueue'
          : data.why === 'diskFull'
            ? 'event.recording.omittedDiskFull'
            : 'event.recording.omitted',
      );
    case 'recording.resumed':
      return t('event.recording.resumed', {
        paused: formatDuration(Number(data.pausedMs ?? 0)),
        why: t(`recording.resumedBy.${text('why')}`),
      });
    case 'outbound.placed':
      return t('event.outbound.placed', { agent, number: text('calleeId') || text('number') });
    case 'wrapUp.finished':
      return t(data.complete === false ? 'event.wrapUp.finishedIncomplete' : 'event.wrapUp.finished');
    case 'waiting.announced':
      return t(data.isSaid === true ? 'event.waiting.announcedWait' : 'event.waiting.announced', {
        position: text('position'),
        wait: formatDuration(Number(data.estimateMs ?? 0)),
      });
    case 'waiting.oldPlaceGiven':
    case 'callback.placed':
      return t(`event.${entry.type}`, { held: formatDuration(entry.atMs - Number(data.placeAtMs ?? entry.atMs)) });
    case 'callback.dialled':
    case 'callback.notReached':
      return t(`event.${entry.type}`, { agent, attempt: text('attempt') });
    case 'agent.stateChanged':
      return t('event.agent.stateChanged', {
        agent,
        from: t(`state.${text('from') as AgentState}`),
        to: t(`state.${text('to') as AgentState}`),
      });
    default:
      return t(`event.${entry.type}`, { ...data, agent, defaultValue: entry.type });
  }
}

const tones: Record<string, string> = {
  'call.arrived': 'notReady',
  'call.soundLost': 'alarm',
  'routing.offered': 'offered',
  'routing.offerExpired': 'alarm',
  'routing.offerFailed': 'alarm',
  'routing.offerWithdrawn': 'alarm',
  'call.answered': 'talking',
  'call.centerAnswered': 'offered',
  'call.ended': 'notReady',
  'wrapUp.started': 'wrapUp',
  'wrapUp.finished': 'wrapUp',
};

export function toneOfEvent(type: string): string {
  return tones[type] ?? 'offline';
}
