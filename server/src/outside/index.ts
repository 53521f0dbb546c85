export { adminFeature } from './admin/index.ts';
export { apiDocsFeature } from './api-docs/index.ts';
export { type DiskRoom, keepRoom } from './disk/index.ts';
export {
  type DatabaseLife,
  healthFeature,
  type SwitchLife,
  watchDatabaseLife,
  watchSwitchLife,
} from './health/index.ts';
export { webhooksFeature } from './webhooks/index.ts';
