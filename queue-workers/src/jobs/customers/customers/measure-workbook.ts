import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';

/** A sheet of as many lines as an import may have, with all columns filled, is well below half of it. */
const UNPACKED_BYTES = 200_000_000;

const END = 0x06054b50;
const IN_DIRECTORY = 0x02014b50;
const BEFORE_DATA = 0x04034b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 65_535;
/** What may follow the data of an entry: its sizes, repeated. */
const DESCRIPTOR_BYTES = 24;
const STORED = 0;
const DEFLATED = 8;

interface Entry {
  from: number;
  to: number;
  method: number;
  unpacked: number;
}

/**
 * Throws for a zip file that unpacks to more than `limit`, by its directory and by its real content, before any of it
 * is kept in memory. No spreadsheet program writes a file whose parts are not all in its directory: a program that
 * unpacks it from the beginning would find more than was measured.
 */
export async function mustUnpackWithin(file: Buffer, limit = UNPACKED_BYTES): Promise<void> {
  const { entries, directoryAt } = readDirectory(file);
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

function readDirectory(file: Buffer): { entries: Entry[]; directoryAt: number } {
  let at = file.length - END_BYTES;
  const first = Math.max(0, at - LONGEST_COMMENT);
  while (at >= first && file.readUInt32LE(at) !== END) at -= 1;
  if (at < first) throw new Error('no zip file');
  const directoryAt = file.readUInt32LE(at + 16);
  const count = file.readUInt16LE(at + 10);
  const entries: Entry[] = [];
  let next = directoryAt;
  // Wrong offsets throw a RangeError, which serves the same purpose.
  for (let i = 0; i < count; i += 1) {
    if (file.readUInt32LE(next) !== IN_DIRECTORY) throw new Error('no directory of a zip file');
    const from = file.readUInt32LE(next + 42);
    if (file.readUInt32LE(from) !== BEFORE_DATA) throw new Error('an entry without its part');
    const dataAt = from + 30 + file.readUInt16LE(from + 26) + file.readUInt16LE(from + 28);
    entries.push({
      from,
      to: dataAt + file.readUInt32LE(next + 20),
      method: file.readUInt16LE(next + 10),
      unpacked: file.readUInt32LE(next + 24),
    });
    next += 46 + file.readUInt16LE(next + 28) + file.readUInt16LE(next + 30) + file.readUInt16LE(next + 32);
  }
  return { entries, directoryAt };
}

/** Unpacks without keeping anything, counting bytes. Returns how much of the limit is left. */
async function unpack(file: Buffer, { from, to, method }: Entry, left: number): Promise<number> {
  const dataAt = from + 30 + file.readUInt16LE(from + 26) + file.readUInt16LE(from + 28);
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
