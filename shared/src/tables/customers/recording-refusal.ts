import { key, ms, text, table } from '../table.ts';

/** A customer whose calls are not recorded. */
export interface RecordingRefusalRow {
  customerId: string;
  setBy: string;
  setAtMs: number;
}
export const RecordingRefusalSchema = table<RecordingRefusalRow>('recording_refusals', {
  customerId: key,
  setBy: text,
  setAtMs: ms,
});
