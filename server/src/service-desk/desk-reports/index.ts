export { deskReportsFeature } from './desk-reports.feature.ts';
