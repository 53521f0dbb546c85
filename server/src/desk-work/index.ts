export { openDeskWork } from './wing.ts';
