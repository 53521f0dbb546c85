export { createVotes, type Votes } from './vote.ts';
export { createVoteStore } from './vote.store.ts';
