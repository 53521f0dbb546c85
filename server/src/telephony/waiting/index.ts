export { createWaiting } from './waiting.feature.ts';
