export { casesFeature } from './cases.feature.ts';
