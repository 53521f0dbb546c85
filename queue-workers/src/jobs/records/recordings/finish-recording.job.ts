import { readdir, rm } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { JobData } from '@sansheng/shared/contracts/jobs';
import { type RecordingRow, RecordingSchema } from '@sansheng/shared/tables/records/recordings';
import { centerClock } from '@sansheng/shared/domain/center-day';
import type { WorkerContext } from '../../../worker-context.ts';
import { waitForLegs } from './legs-at-rest.ts';
import type { LegsToMerge, MergedFile } from './merge-legs.ts';

const WAIT_FOR_ASTERISK_MS = 12_000;
/** Asterisk has closed every file of a call by then: retrying will not bring a missing one. */
const LEGS_COME_WITHIN_MS = 300_000;
/** A message begins behind its beep: who hangs up this soon has left none, and there is no file of it. */
const BEEP_MS = 3000;

/**
 * Makes the playable file of a recording, registers it, and only then deletes the legs. Safe to repeat from any point:
 * the store takes a file completely or not at all, and leftovers of an earlier attempt are overwritten or removed.
 * `isLastTry`, or minutes after the call: what is missing now will not come. A single leg is then kept with silence on
 * the other side; without any leg the recording is marked missing.
 */
export async function finishRecording(
  { recordingId }: JobData<'finishRecording'>,
  { db, env, log, metrics, recordingStore }: WorkerContext,
  isLastTry: boolean,
): Promise<void> {
  const recordings = db.getRepository(RecordingSchema);
  const recording = await recordings.findOneBy({ recordingId });
  if (recording === null || recording.state === 'missing' || recording.state === 'empty') return;
  if (recording.state === 'deleted') return;
  // A voicemail has the customer's leg only.
  const agentPath = recording.agentFile === '' ? null : insideOf(env.RECORDING_SPOOL, recording.agentFile);
  const customerPath = insideOf(env.RECORDING_SPOOL, recording.customerFile);
  const paths = agentPath === null ? [customerPath] : [agentPath, customerPath];
  const clearSpool = async () => {
    for (const path of paths) await rm(path, { force: true });
    await removeParts(env.RECORDING_SPOOL, recordingId);
  };
  // Registered, but the process died before the legs were deleted.
  if (recording.state === 'ready') {
    await clearSpool();
    return;
  }

  const legs = await waitForLegs(paths, WAIT_FOR_ASTERISK_MS);
  if (legs.includes('growing')) throw new Error(`recording ${recordingId} is still being written`);
  const { callId, startedAtMs, callEndedAtMs } = recording;
  if (agentPath === null && legs[0] === 'absent' && callEndedAtMs !== null && callEndedAtMs - startedAtMs < BEEP_MS) {
    await recordings.update({ recordingId, state: 'expected' }, { state: 'empty' });
    log.info({ callId, recordingId }, 'the caller hung up before the message began');
    return;
  }
  const isOver = isLastTry || (callEndedAtMs ?? Date.now()) < Date.now() - LEGS_COME_WITHIN_MS;
  if (legs.includes('absent') && !isOver) throw new Error(`a leg of recording ${recordingId} is not there yet`);
  if (legs.every((leg) => leg === 'absent')) {
    await recordings.update({ recordingId, state: 'expected' }, { state: 'missing' });
    metrics.recordings.inc({ state: 'missing' });
    log.error({ callId, recordingId }, 'recording is missing: Asterisk left no file');
    return;
  }

  const path = storedPath(recording, env.CENTER_TIME_ZONE);
  const partPath = insideOf(env.RECORDING_SPOOL, `.${recordingId}.${process.pid}-${Date.now()}.part`);
  const merged = await mergeOnThread({ agentPath, customerPath, targetPath: partPath });
  await recordingStore.put(path, partPath);
  await recordings.update(
    { recordingId, state: 'expected' },
    { ...merged, state: 'ready', path, mediaType: 'audio/mpeg' },
  );
  metrics.recordings.inc({ state: 'ready' });
  log.info({ callId, recordingId, ...merged }, 'recording is ready');
  await clearSpool();
}

/** `2026/11/21/<recordingId>.mp3`, by the day the recording began on the center's clock. */
function storedPath({ recordingId, startedAtMs }: RecordingRow, timeZone: string): string {
  if (!/^[\w-]+$/.test(recordingId)) throw new TypeError(`${recordingId} cannot name a file`);
  return `${centerClock(timeZone).dateOf(startedAtMs).replaceAll('-', '/')}/${recordingId}.mp3`;
}

function insideOf(folder: string, name: string): string {
  const path = resolve(folder, name);
  if (!path.startsWith(resolve(folder) + sep)) throw new TypeError(`${name} is outside of its folder`);
  return path;
}

function mergeOnThread(legs: LegsToMerge): Promise<MergedFile> {
  return new Promise((settle, fail) => {
    const worker = new Worker(new URL('./merge-legs.worker.ts', import.meta.url), { workerData: legs });
    worker.once('message', settle);
    worker.once('error', fail);
    worker.once('exit', (code) => fail(new Error(`the encoder ended with ${code}`)));
  });
}

/** This one, and those of processes that died while working on it. */
async function removeParts(folder: string, recordingId: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith(`.${recordingId}.`) && name.endsWith('.part')) await rm(join(folder, name), { force: true });
  }
}
