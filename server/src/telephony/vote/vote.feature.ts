import type { Logger } from 'pino';
import { type CallMedia, VOTE_MS } from '../calls/index.ts';
import type { Deadlines } from '../deadlines/index.ts';
import type { LiveState } from '../live-state/index.ts';
import type { Takers } from '../wing-parts.ts';
import { createVoteStore } from './vote.store.ts';

/** Longer than the thanks. */
const THANKS_MS = 8000;

export interface VoteWing {
  state: LiveState;
  media: CallMedia;
  deadlines: Deadlines;
  takers: Takers;
  log: Logger;
}

/**
 * Asks the customer for 1 to 5 once the seat has hung up. The call itself is over and the seat is free for the next;
 * the customer's key is added to the record. Nothing depends on a server that may be killed: the deadline asks again,
 * and ends it.
 */
export function voteFeature({ state, media, deadlines, takers, log }: VoteWing) {
  const store = createVoteStore(state);
  const ask = (callId: string, channelId: string) => media.say(callId, channelId, 'vote', ['vote-question']);

  /** False: no vote was under way. */
  async function end(callId: string, why: 'hungUp' | 'noAnswer'): Promise<boolean> {
    const ended = await store.end(callId, why);
    if (ended.result === 'gone') return false;
    await media.hangUp(ended.channelId, 'normal');
    return true;
  }
  async function press(callId: string, digit: string): Promise<void> {
    const given = await store.give(callId, digit, THANKS_MS);
    if (given.result !== 'given') return;
    log.info({ callId, score: digit }, 'vote given');
    await media.stopSaying(callId, 'vote');
    await media.sayGoodbye(callId, given.channelId, ['vote-thanks']);
  }

  deadlines.on('vote', async ({ callId }) => {
    const asked = await store.askAgain(callId, VOTE_MS);
    if (asked.result === 'again') await ask(callId, asked.channelId);
    else if (asked.result === 'over') await end(callId, 'noAnswer');
  });
  takers.add({
    name: 'vote',
    order: 10,
    keys: { in: 'ended', press },
    callerLeft: async (callId, call) => call === null && end(callId, 'hungUp'),
    goodbyeSaid: (callId) => end(callId, 'noAnswer'),
  });
  return { ask };
}
