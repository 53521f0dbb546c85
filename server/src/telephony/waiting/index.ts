export { waitingFeature } from './waiting.feature.ts';
