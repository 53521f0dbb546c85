import type { OverflowReason } from '@sansheng/shared/contracts/telephony/overflow';
import type { Logger } from 'pino';
import type { AgentsStore } from '../agents/index.ts';
import type { CallMedia, CallsStore, EndCall } from '../calls/index.ts';
import type { QueueSettings } from '../queues/index.ts';
import type { RoutingStore } from '../routing/index.ts';
import type { RecordVoicemail } from '../voicemail/index.ts';
import type { ForwardCalls } from './forward-call.ari.ts';
import type { AwayTo, OverflowStore } from './overflow.store.ts';
import type { QueueRules } from './queue-rules.store.ts';

export interface OverflowParts {
  calls: CallsStore;
  agents: AgentsStore;
  queues: QueueSettings;
  rules: QueueRules;
  overflowStore: OverflowStore;
  routingStore: Pick<RoutingStore, 'moveCall'>;
  media: CallMedia;
  endCall: EndCall;
  recordVoicemail: RecordVoicemail;
  forward: ForwardCalls;
  callbacks: {
    mayAskForCallback: (call: { callerNumber: string }) => Promise<boolean>;
    /** Puts a callback in the caller's place; false when the caller is not waiting. */
    keepPlace: (callId: string, why: OverflowReason) => Promise<boolean>;
  };
  waiting: {
    /** Expected wait of a caller who arrives now; null when there is no reliable estimate. */
    estimateForNewcomer: (queueId: string) => Promise<number | null>;
  };
  log: Logger;
}

/** Longest that each may take; reached only when an event of Asterisk was lost. For a number: it does not answer. */
export const limitMs: Record<AwayTo, number> = {
  closed: 60_000,
  voicemail: 240_000,
  number: 35_000,
  message: 30_000,
  callback: 30_000,
  goodbye: 15_000,
};

export const isOpen = ({ rules }: Pick<OverflowParts, 'rules'>, queueId: string): boolean =>
  rules.opening(queueId).isOpen;

/** A rule may lead to a queue that became inactive by a way other than its switch, which checks for such rules. */
export const takesCalls = (parts: Pick<OverflowParts, 'rules' | 'queues'>, queueId: string): boolean =>
  parts.queues.queue(queueId)?.isActive === true && isOpen(parts, queueId);

export async function canBeCalledBack(
  { calls, callbacks }: Pick<OverflowParts, 'calls' | 'callbacks'>,
  callId: string,
): Promise<boolean> {
  const call = await calls.readCall(callId);
  return call !== null && (await callbacks.mayAskForCallback(call));
}
