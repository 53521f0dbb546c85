export { type Concerned, concernedBy } from './concerned.store.ts';
