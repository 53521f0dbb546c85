export { messagesFeature } from './messages.routes.ts';
export { sendMessage } from './send-message.store.ts';
