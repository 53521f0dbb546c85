export { clockRecountFeature } from './clock-recount.feature.ts';
