export { adminFeature } from './admin/index.ts';
export { apiDocsFeature } from './api-docs/index.ts';
export { type DiskRoom, keepRoom } from './disk/index.ts';
export { healthFeature, type SwitchLife, watchSwitchLife } from './health/index.ts';
export { webhooksFeature } from './webhooks/index.ts';
