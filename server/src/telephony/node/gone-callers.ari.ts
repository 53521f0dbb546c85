import type { CustomerCard } from '@sansheng/shared/contracts/customers/customers';
import { canonicalNumber, type NumberPlan, readNumber } from '@sansheng/shared/domain/phone-number';
import type { Logger } from 'pino';
import type { AmiClient } from '../../platform/ami/index.ts';
import type { AriClient } from '../../platform/ari/index.ts';
import { defineTransition, type LiveState } from '../live-state/index.ts';
import { type CallsStore, newCallId } from '../calls/index.ts';
import type { QueueSettings } from '../queues/index.ts';
import type { NodeHooks } from '../wing-parts.ts';
import { type ArrivalNote, readArrivalNote } from './read-arrival-note.ts';

export const recordGoneCaller = defineTransition({
  script: new URL('./lua/record-gone-caller.lua', import.meta.url),
  args: {
    callId: 'text',
    channelId: 'text',
    node: 'text',
    hotline: 'text',
    callerNumber: 'text',
    ringCycleMs: 'number',
    arrivedAtMs: 'number',
    endedAtMs: 'number',
    queueId: 'text',
    e164: 'text',
    numberKind: 'text',
    customerId: 'text',
    customerName: 'text',
    tier: 'text',
    isLost: 'flag',
    canonicalNumber: 'text',
  },
  replies: { recorded: {}, known: {} },
});

export interface GoneCallersParts {
  state: LiveState;
  ami: AmiClient;
  ari: AriClient;
  calls: Pick<CallsStore, 'callsByChannel'>;
  queues: Pick<QueueSettings, 'hotline'>;
  nodeName: string;
  ringCycleMs: number;
  findCustomer: (e164: string) => Promise<CustomerCard | null>;
  /** Country and area of the center, for parsing numbers. */
  plan: NumberPlan;
  node: NodeHooks;
  log: Logger;
}

/** Family in Asterisk's own database in which extensions.conf notes every arrival, by channel id. */
const FAMILY = 'arrivals';
/** Number recorded in one check; the rest waits for the next. */
const MOST_AT_ONCE = 500;

/**
 * The dialplan notes every caller before it rings. The note is removed once Redis has the call. If a caller is gone but
 * the note is left, no server accepted the call: there was none, or it hung, or it died at that moment.
 */
export function goneCallersFeature(parts: GoneCallersParts) {
  const { state, ami, ari, nodeName, log } = parts;
  /** Callers who, at the previous check, were gone without the dialplan having seen the end. */
  let vanished = new Set<string>();
  let looking: Promise<void> | null = null;

  async function writeDown(channelId: string, note: ArrivalNote): Promise<void> {
    const { callerNumber } = note;
    // The number as the settings have it, and the queue that it leads to at once.
    const found = parts.queues.hotline(note.hotline);
    const hotline = found?.number ?? note.hotline;
    const queueId = found?.menu === null ? found.queueId : null;
    const number = readNumber(callerNumber, parts.plan);
    const card = number.e164 === null ? null : await parts.findCustomer(number.e164);
    const arrivedAtMs = note.arrivedAtMs ?? note.endedAtMs ?? Date.now();
    const callId = newCallId(arrivedAtMs);
    const { result } = await recordGoneCaller(state, {
      callId,
      channelId,
      node: nodeName,
      hotline,
      callerNumber,
      ringCycleMs: parts.ringCycleMs,
      arrivedAtMs,
      endedAtMs: note.endedAtMs ?? Date.now(),
      queueId: queueId ?? '',
      e164: number.e164 ?? '',
      numberKind: number.kind,
      customerId: card?.customerId ?? '',
      customerName: card?.name ?? '',
      tier: card?.tier ?? '',
      isLost: note.endedAtMs === null,
      canonicalNumber: canonicalNumber(number),
    });
    log.info({ callId, channelId, hotline, result }, 'a caller was gone before a server was there');
  }

  const lookOnce = () => (looking ??= look().finally(() => (looking = null)));
  parts.node.onAdopt('afterCalls', 'goneCallers', lookOnce);

  return {
    /** Redis has the call of this channel. A note that cannot be removed now is recognized at the next check. */
    taken(channelId: string): void {
      ami
        .deleteEntry({ family: FAMILY, key: channelId })
        .catch((error) =>
          log.debug({ err: error, channelId }, 'could not remove the note of an arrival, left for the next check'),
        );
    },

    /**
     * Records a caller whose arrival Redis did not accept; a channel that has a call, or a record, gets no second one.
     */
    record: writeDown,

    /** Records callers who are gone and whom no server accepted. May be run at any time, repeatedly. */
    look: lookOnce,
  };

  async function look(): Promise<void> {
    const entries = await ami.readEntries(FAMILY);
    if (entries.length === 0) return;
    // In this order: a caller in neither list had gone before the first was read.
    const here = new Set((await ari.channels.list({})).map(({ id }) => id));
    const known = await parts.calls.callsByChannel();
    const seenGone = vanished;
    vanished = new Set();
    let written = 0;
    for (const { key: channelId, value } of entries) {
      try {
        const note = readArrivalNote(channelId, value);
        if (note === null) log.warn({ channelId, value }, 'dropped an unreadable note of an arrival');
        else if (!known.has(channelId)) {
          if (note.endedAtMs === null && here.has(channelId)) continue;
          // The end may have been noted since the notes were read: the next check shows it.
          if (note.endedAtMs === null && !seenGone.has(channelId)) {
            vanished.add(channelId);
            continue;
          }
          if (written === MOST_AT_ONCE) continue;
          written += 1;
          await writeDown(channelId, note);
        }
        await ami.deleteEntry({ family: FAMILY, key: channelId });
      } catch (error) {
        log.warn({ err: error, channelId }, 'could not record a caller who was gone, will retry');
      }
    }
  }
}
export type GoneCallers = ReturnType<typeof goneCallersFeature>;
