export { createWaiting, type Waiting } from './waiting.feature.ts';
