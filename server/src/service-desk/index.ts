export { findCaseOwners } from './cases-in-call/index.ts';
export { findLateCases } from './cases/index.ts';
export { openServiceDesk } from './wing.ts';
