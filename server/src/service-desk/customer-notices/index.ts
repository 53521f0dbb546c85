export { customerNoticesFeature } from './customer-notices.feature.ts';
