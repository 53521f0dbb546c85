import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { readZipDirectory, type ZipEntry } from '@sansheng/shared/zip';

/** A sheet of as many lines as an import may have, with all columns filled, is well below half of it. */
const UNPACKED_BYTES = 200_000_000;

/** What may follow the data of an entry: its sizes, repeated. */
const DESCRIPTOR_BYTES = 24;
const STORED = 0;
const DEFLATED = 8;

/**
 * Throws for a zip file that unpacks to more than `limit`, by its directory and by its real content, before any of it
 * is kept in memory. No spreadsheet program writes a file whose parts are not all in its directory: a program that
 * unpacks it from the beginning would find more than was measured.
 */
export async function mustUnpackWithin(file: Buffer, limit = UNPACKED_BYTES): Promise<void> {
  const { entries, directoryAt } = readZipDirectory(file);
  if (entries.reduce((sum, { unpacked }) => sum + unpacked, 0) > limit) throw new Error('unpacks to too much');
  let end = 0;
  for (const { from, to } of entries.toSorted((a, b) => a.from - b.from)) {
    const gap = from - end;
    if (gap < 0 || gap > DESCRIPTOR_BYTES) throw new Error('parts that are not in the directory');
    end = to;
  }
  if (directoryAt - end < 0 || directoryAt - end > DESCRIPTOR_BYTES)
    throw new Error('parts that are not in the directory');
  let left = limit;
  for (const entry of entries) left = await unpack(file, entry, left);
}

/** Unpacks without keeping anything, counting bytes. Returns how much of the limit is left. */
async function unpack(file: Buffer, { dataAt, to, method }: ZipEntry, left: number): Promise<number> {
  if (method === STORED) return left - (to - dataAt);
  if (method !== DEFLATED) throw new Error(`packed in way ${method}`);
  let rest = left;
  const unpacked = Readable.from([file.subarray(dataAt, to)]).pipe(createInflateRaw());
  for await (const chunk of unpacked as AsyncIterable<Buffer>) {
    rest -= chunk.length;
    if (rest < 0) throw new Error('unpacks to too much');
  }
  return rest;
}
