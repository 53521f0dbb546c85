export { outagesFeature } from './outages.feature.ts';
