/** Where finished recordings are kept: on disk or in any S3-compatible store, encrypted where keys are given. Node only. */
import { openDiskStore } from './disk-store.ts';
import type { RecordingStore } from './recording-store.ts';
import { openS3Store } from './s3-store.ts';
import { openSealedStore } from './sealed-store.ts';

export type { RecordingStore } from './recording-store.ts';
export { KeyMissing } from './sealed-store.ts';

export interface RecordingStoreSettings {
  RECORDING_STORE: string;
  RECORDING_KEYS: readonly Buffer[];
  RECORDING_S3_BUCKET: string;
  RECORDING_S3_ENDPOINT: string;
  RECORDING_S3_REGION: string;
  RECORDING_S3_ACCESS_KEY: string;
  RECORDING_S3_SECRET_KEY: string;
}

export function openRecordingStore(settings: RecordingStoreSettings): RecordingStore {
  const inner =
    settings.RECORDING_S3_BUCKET === ''
      ? openDiskStore(settings.RECORDING_STORE)
      : openS3Store({
          endpoint: settings.RECORDING_S3_ENDPOINT,
          region: settings.RECORDING_S3_REGION,
          bucket: settings.RECORDING_S3_BUCKET,
          accessKey: settings.RECORDING_S3_ACCESS_KEY,
          secretKey: settings.RECORDING_S3_SECRET_KEY,
        });
  return openSealedStore(inner, settings.RECORDING_KEYS);
}
