export { webhooksFeature } from './webhooks.routes.ts';
