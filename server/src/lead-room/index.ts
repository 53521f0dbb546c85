export { watchCoachingPolicy } from './live-board/index.ts';
export { type KeptMessage, keepMessage, tellMessage } from './messages/index.ts';
export { openLeadRoom } from './wing.ts';
