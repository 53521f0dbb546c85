export { voteFeature } from './vote.feature.ts';
export { createVoteStore } from './vote.store.ts';
