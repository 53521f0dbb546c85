export { dispatchFeature } from './dispatch.feature.ts';
