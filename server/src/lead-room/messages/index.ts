export { messagesFeature } from './messages.routes.ts';
export { type KeptMessage, keepMessage, tellMessage } from './send-message.store.ts';
