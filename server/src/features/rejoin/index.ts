export { rejoinCall } from './rejoin.store.ts';
