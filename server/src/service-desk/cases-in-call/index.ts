export { findCaseOwners } from './case-owners.store.ts';
export { casesInCallFeature } from './cases-in-call.feature.ts';
