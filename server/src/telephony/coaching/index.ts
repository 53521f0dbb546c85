export { coachingFeature } from './coaching.feature.ts';
