export { type FollowUps, followUpsFeature, type SettledVisit } from './follow-ups.feature.ts';
