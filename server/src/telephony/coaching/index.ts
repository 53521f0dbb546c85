export { coachingFeature } from './coaching.feature.ts';
export { createCoachMedia, listenToSnoops } from './coach-media.ari.ts';
