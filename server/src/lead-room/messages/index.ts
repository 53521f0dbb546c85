export { messagesFeature } from './messages.feature.ts';
export { type KeptMessage, keepMessage, tellMessage } from './send-message.store.ts';
