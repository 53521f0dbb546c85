import { RecordingSchema } from '@sansheng/shared/tables/records/recordings';
import { writeDeliveries } from '@sansheng/shared/db';
import type { WorkerContext } from '../../../worker-context.ts';
import { requestDeliveries } from './request-deliveries.ts';

/** Announces a recording that may be ready now; once, however often it is called. */
export async function tellRecording(recordingId: string, context: WorkerContext): Promise<void> {
  const recording = await context.db.getRepository(RecordingSchema).findOneBy({ recordingId });
  if (recording?.state !== 'ready') return;
  const { callId, startedAtMs, durationMs } = recording;
  const data = { recordingId, startedAtMs, durationMs };
  const told = { id: recordingId, kind: 'recording.ready' as const, atMs: Date.now(), callId, agentId: '', data };
  await requestDeliveries(context, await writeDeliveries(context.db, [told]));
}
