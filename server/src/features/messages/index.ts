export { messagesFeature } from './messages.routes.ts';
