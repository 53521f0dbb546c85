export { findCaseOwners } from './cases-in-call/index.ts';
export { openServiceDesk } from './wing.ts';
