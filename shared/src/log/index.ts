export { createLineDestination, type LineDestination } from './line-destination.ts';
