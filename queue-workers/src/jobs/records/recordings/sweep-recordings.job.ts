import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { RecordingSchema } from '@sansheng/shared/tables/records/recordings';
import { In, LessThan } from 'typeorm';
import type { WorkerContext } from '../../../worker-context.ts';

const DUE_AFTER_MS = 30_000;
const DUE_AT_ONCE = 1000;
const ORPHAN_AFTER_MS = 24 * 3_600_000;
const NAMES_AT_ONCE = 500;

/**
 * Requests again every recording that should be ready by now, and clears the spool of legs older than a day: a
 * recording marked missing is tried again; legs of a finished recording, and those that no recording expects, are
 * deleted.
 */
export async function sweepRecordings({ db, env, log, requestRecordings }: WorkerContext): Promise<void> {
  const recordings = db.getRepository(RecordingSchema);
  const due = await recordings.find({
    select: { recordingId: true, callId: true },
    where: { state: 'expected', callEndedAtMs: LessThan(Date.now() - DUE_AFTER_MS) },
    order: { callEndedAtMs: 'ASC' },
    take: DUE_AT_ONCE,
  });
  await requestRecordings(due);

  const names = (await readdir(env.RECORDING_SPOOL).catch(() => [])).filter((name) => /\.(wav|part)$/.test(name));
  const old: string[] = [];
  for (const name of names) {
    const file = await stat(join(env.RECORDING_SPOOL, name)).catch(() => null);
    if (file !== null && Date.now() - file.mtimeMs > ORPHAN_AFTER_MS) old.push(name);
  }
  for (let from = 0; from < old.length; from += NAMES_AT_ONCE) {
    const some = old.slice(from, from + NAMES_AT_ONCE);
    const known = await recordings.find({ where: [{ agentFile: In(some) }, { customerFile: In(some) }] });
    const late = known.filter(({ state }) => state === 'missing');
    for (const { recordingId } of late)
      await recordings.update({ recordingId, state: 'missing' }, { state: 'expected' });
    await requestRecordings(late);
    const kept = new Set(
      known
        .filter(({ state }) => state !== 'ready')
        .flatMap(({ agentFile, customerFile }) => [agentFile, customerFile]),
    );
    const orphans = some.filter((name) => !kept.has(name));
    for (const name of orphans) await rm(join(env.RECORDING_SPOOL, name), { force: true });
    if (orphans.length > 0) log.warn({ orphans }, 'deleted old legs in the spool that no recording expects');
  }
}
