import type { Logger } from 'pino';
import { type CallMedia, VOTE_MS } from '../calls/index.ts';
import type { VoteStore } from './vote.store.ts';

/** Longer than the thanks. */
const THANKS_MS = 8000;

/**
 * Asks the customer for 1 to 5 once the seat has hung up. The call itself is over and the seat is free for the next;
 * the customer's key is added to the record. Nothing depends on a server that may be killed: the deadline asks again,
 * and ends it.
 */
export function createVotes({ store, media, log }: { store: VoteStore; media: CallMedia; log: Logger }) {
  const ask = (callId: string, channelId: string) => media.say(callId, channelId, 'vote', ['vote-question']);

  async function end(callId: string, why: 'hungUp' | 'noAnswer'): Promise<boolean> {
    const ended = await store.end(callId, why);
    if (ended.result === 'gone') return false;
    await media.hangUp(ended.channelId, 'normal');
    return true;
  }

  return {
    ask,
    async press(callId: string, digit: string): Promise<void> {
      const given = await store.give(callId, digit, THANKS_MS);
      if (given.result !== 'given') return;
      log.info({ callId, score: digit }, 'vote given');
      await media.stopSaying(callId, 'vote');
      await media.sayGoodbye(callId, given.channelId, ['vote-thanks']);
    },
    /** The thanks have been played. False: no vote was in progress. */
    thanked: (callId: string) => end(callId, 'noAnswer'),
    /** The customer's line is gone. False: no vote was in progress. */
    left: (callId: string) => end(callId, 'hungUp'),
    /** The deadline `vote` has passed. */
    async timedOut(callId: string): Promise<void> {
      const asked = await store.askAgain(callId, VOTE_MS);
      if (asked.result === 'again') await ask(callId, asked.channelId);
      else if (asked.result === 'over') await end(callId, 'noAnswer');
    },
  };
}
export type Votes = ReturnType<typeof createVotes>;
