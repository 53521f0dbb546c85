import { once } from 'node:events';
import { writeZip, type ZipPart } from '@sansheng/shared/zip';
import type { Response } from 'express';

/** Sends a zip file as it is made, no faster than it is received. */
export async function sendZip(
  response: Response,
  fileName: string,
  parts: Iterable<ZipPart>,
  mtimeMs: number,
): Promise<void> {
  response.set({
    'Content-Type': 'application/zip',
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    'Cache-Control': 'private, no-store',
  });
  await writeZip(parts, mtimeMs, async (piece) => {
    if (response.destroyed) throw new Error('nobody receives it any more');
    if (!response.write(piece)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
  });
  response.end();
}
