export { type ZipPart, writeZip } from './write-zip.ts';

const END = 0x06054b50;
const IN_DIRECTORY = 0x02014b50;
const BEFORE_DATA = 0x04034b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 65_535;

/** A part of a zip file as its directory has it. Offsets are bytes of the file. */
export interface ZipEntry {
  name: string;
  from: number;
  dataAt: number;
  /** Exclusive end of the data. */
  to: number;
  /** 0: stored, 8: deflated. */
  method: number;
  /** Its size once unpacked, as the directory says. */
  unpacked: number;
}

/** The parts of a zip file, unpacking none. Throws when it is none, or its directory leads out of it. */
export function readZipDirectory(file: Buffer): { entries: ZipEntry[]; directoryAt: number } {
  let at = file.length - END_BYTES;
  const first = Math.max(0, at - LONGEST_COMMENT);
  while (at >= first && file.readUInt32LE(at) !== END) at -= 1;
  if (at < first) throw new Error('no zip file');
  const directoryAt = file.readUInt32LE(at + 16);
  const count = file.readUInt16LE(at + 10);
  const entries: ZipEntry[] = [];
  let next = directoryAt;
  // Wrong offsets throw a RangeError, which serves the same purpose.
  for (let i = 0; i < count; i += 1) {
    if (file.readUInt32LE(next) !== IN_DIRECTORY) throw new Error('no directory of a zip file');
    const from = file.readUInt32LE(next + 42);
    if (file.readUInt32LE(from) !== BEFORE_DATA) throw new Error('an entry without its part');
    const dataAt = from + 30 + file.readUInt16LE(from + 26) + file.readUInt16LE(from + 28);
    const nameLength = file.readUInt16LE(next + 28);
    entries.push({
      name: file.toString('utf8', next + 46, next + 46 + nameLength),
      from,
      dataAt,
      to: dataAt + file.readUInt32LE(next + 20),
      method: file.readUInt16LE(next + 10),
      unpacked: file.readUInt32LE(next + 24),
    });
    next += 46 + nameLength + file.readUInt16LE(next + 30) + file.readUInt16LE(next + 32);
  }
  return { entries, directoryAt };
}
