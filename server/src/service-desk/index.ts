export { openServiceDesk } from './wing.ts';
