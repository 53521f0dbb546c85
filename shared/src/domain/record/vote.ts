import type { voteEvents } from '../../contracts/events/vote.ts';
import { changesNothing, type Reducers } from './call-so-far.ts';

export const voteReducers = {
  'vote.asked': (call) => {
    call.isVoteAsked = true;
  },
  'vote.given': (call, event) => {
    call.vote ??= event.data.score;
  },
  'vote.missed': changesNothing,
} satisfies Reducers<typeof voteEvents>;
