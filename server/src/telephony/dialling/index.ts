export { createDialling, type Dialling, type SeatEndpoint } from './dialling.ts';
export { createDiallingStore } from './dialling.store.ts';
