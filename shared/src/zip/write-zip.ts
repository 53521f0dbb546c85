import { Zip, ZipPassThrough } from 'fflate';

export interface ZipPart {
  name: string;
  read: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** Writes a zip file piece by piece, however large its parts are. Throws what a part or `write` throws. */
export async function writeZip(
  parts: Iterable<ZipPart>,
  mtimeMs: number,
  write: (piece: Uint8Array) => Promise<void>,
): Promise<void> {
  let made: Uint8Array[] = [];
  let fault: Error | null = null;
  const zip = new Zip((error, piece) => {
    if (error === null) made.push(piece);
    else fault = error;
  });
  const flush = async () => {
    if (fault !== null) throw fault;
    const pieces = made;
    made = [];
    for (const piece of pieces) await write(piece);
  };
  for (const { name, read } of parts) {
    const part = new ZipPassThrough(name);
    part.mtime = new Date(mtimeMs);
    zip.add(part);
    for await (const piece of read()) {
      part.push(piece);
      await flush();
    }
    part.push(new Uint8Array(0), true);
    await flush();
  }
  zip.end();
  await flush();
}
