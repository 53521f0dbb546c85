import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { UserError } from './user-error.ts';

/** Sends a file, or the one range of it that was requested. Throws `badRequest` with 416 for a range outside it. */
export async function sendRange(
  request: Request,
  response: Response,
  file: { size: number; mediaType: string; read: (from: number, count: number) => Promise<Readable> },
): Promise<void> {
  const { size, mediaType, read } = file;
  const ranges = request.range(size);
  if (ranges === -1) {
    response.set('Content-Range', `bytes */${size}`);
    throw new UserError('badRequest', { field: 'range', status: 416 });
  }
  const [range] = Array.isArray(ranges) && ranges.type === 'bytes' && ranges.length === 1 ? ranges : [];
  const { start, end } = range ?? { start: 0, end: size - 1 };
  const sound = request.method === 'HEAD' || size === 0 ? null : await read(start, end - start + 1);
  response.set({ 'Content-Type': mediaType, 'Cache-Control': 'private, no-store', 'Accept-Ranges': 'bytes' });
  if (range !== undefined) response.status(206).set('Content-Range', `bytes ${start}-${end}/${size}`);
  response.set('Content-Length', String(end - start + 1));
  if (sound === null) {
    response.end();
    return;
  }
  try {
    await pipeline(sound, response);
  } catch (error) {
    // The listener closed the player: nothing is wrong, and nobody is left to answer.
    if ((error as { code?: string }).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}
