export { helpFeature } from './help/index.ts';
export { liveBoardFeature, roomSettingsFeature, watchCoachingPolicy } from './live-board/index.ts';
export { type KeptMessage, keepMessage, messagesFeature, tellMessage } from './messages/index.ts';
export { addSeatControlRoutes } from './seat-control/index.ts';
export { shiftLogFeature } from './shift-log/index.ts';
