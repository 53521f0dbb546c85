import type { CallOutcome, CallParty } from '@sansheng/shared/domain/call-state';
import type { Logger } from 'pino';
import type { CallMedia } from './call-media.ts';
import type { CallsStore } from './calls.store.ts';

export interface CallEnd {
  endedBy: CallParty;
  /** Q.850. */
  cause?: number;
  why?: string;
  outcome?: CallOutcome;
  /** Reason signalled to the caller's line; a plain hang-up when absent. */
  reason?: 'busy' | 'unallocated' | 'congestion';
  /** The seat's leg of this generation has left; the call ends only if that leg is the talking one. */
  talkingGen?: number;
}

/** Ends a call once, whoever asks first, and clears what is left of it in Asterisk. */
export function createCallEnding(
  store: CallsStore,
  media: CallMedia,
  askVote: (callId: string, channelId: string) => Promise<unknown>,
  log: Logger,
) {
  return async (callId: string, how: CallEnd): Promise<'ended' | 'gone' | 'notTalking'> => {
    const ended = await store.endCall(callId, how);
    if (ended.result !== 'ended') return ended.result;
    log.info(
      { callId, outcome: ended.outcome, endedBy: how.endedBy, why: how.why, agentId: ended.agentId },
      'call ended',
    );
    const gens = ended.gens.filter((gen) => gen !== how.talkingGen);
    await media.clear(callId, ended.asksVote ? '' : ended.channelId, gens, how.reason);
    if (ended.asksVote) await askVote(callId, ended.channelId);
    return 'ended';
  };
}
export type EndCall = ReturnType<typeof createCallEnding>;
