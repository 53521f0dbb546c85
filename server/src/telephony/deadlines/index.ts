export { createDeadlines, type Deadlines } from './deadlines.ts';
export { createDeadlineStore, type DeadlineStore } from './deadlines.store.ts';
export { createDeadlineRunner } from './run-deadlines.ts';
