import { CaseAttachmentSchema } from '@sansheng/shared/tables/service-desk/case-attachments';
import { In } from 'typeorm';
import type { WorkerContext } from '../../../worker-context.ts';

/** Longer than any upload takes. */
const LEFT_OVER_AFTER_MS = 24 * 3_600_000;
const AT_ONCE = 500;
const place = /^cases\/[^/]+\/([^/]+)$/;

/** A file is stored before its row is written; who dies in between leaves one that no case knows. */
export async function sweepAttachments({ db, log, recordingStore }: WorkerContext): Promise<void> {
  const beforeMs = Date.now() - LEFT_OVER_AFTER_MS;
  let old = new Map<string, string>();
  let removed = 0;
  for await (const { path, atMs } of recordingStore.list('cases/')) {
    const attachmentId = place.exec(path)?.[1];
    if (attachmentId === undefined || atMs > beforeMs) continue;
    old.set(attachmentId, path);
    if (old.size < AT_ONCE) continue;
    removed += await removeUnknown(old);
    old = new Map();
  }
  removed += await removeUnknown(old);
  if (removed > 0) log.info({ removed }, 'files removed that no case knows');

  async function removeUnknown(paths: ReadonlyMap<string, string>): Promise<number> {
    if (paths.size === 0) return 0;
    const kept = await db
      .getRepository(CaseAttachmentSchema)
      .find({ select: { attachmentId: true }, where: { attachmentId: In([...paths.keys()]) } });
    const known = new Set(kept.map(({ attachmentId }) => attachmentId));
    const unknown = [...paths].filter(([attachmentId]) => !known.has(attachmentId));
    for (const [, path] of unknown) await recordingStore.remove(path);
    return unknown.length;
  }
}
