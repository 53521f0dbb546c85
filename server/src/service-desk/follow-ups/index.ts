export { type FollowUps, followUpsFeature, type SettledVisit, settleByVisit } from './follow-ups.feature.ts';
export { countPlanned, strikeOff } from './follow-ups.store.ts';
