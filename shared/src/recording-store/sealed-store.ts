import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { RecordingStore } from './recording-store.ts';

/*
 * A sealed file: a header, then the sound in pieces of 64 KiB, each encrypted by AES-256-GCM and followed by its tag.
 * So any range can be read from the pieces it lies in, and nothing altered, swapped or cut off is taken for sound.
 *
 *   magic 4 | id of the key 8 | salt 16 | bytes of the sound 8   <- the header, authenticated with every piece
 *   piece 0 | tag 16 | piece 1 | tag 16 | ...                    <- the nonce is the number of the piece
 *
 * The key of a file comes from the center's key and the file's salt (HKDF-SHA-256), so no nonce is used twice.
 */
const MAGIC = Buffer.from('SSR1');
const HEADER = 36;
const PIECE = 65_536;
const TAG = 16;

/** What the pieces of one file are opened with, and how much audio there is. */
interface Sealing {
  header: Buffer;
  fileKey: Buffer;
  bytes: number;
}

/** The sound is sealed with a key that this process was not given. */
export class KeyMissing extends Error {}

/**
 * Encrypts what is put into `inner` with the first of the keys (32 bytes each), and reads what was sealed with any of
 * them; files that were never sealed are read as they are. Without a key nothing is sealed.
 */
export function openSealedStore(inner: RecordingStore, keys: readonly Buffer[]): RecordingStore {
  const [sealingKey] = keys;
  /** Null: there is no such file; `plain`: it was never sealed. */
  async function readHeader(path: string): Promise<Sealing | { plain: number } | null> {
    const stored = await inner.size(path);
    if (stored === null) return null;
    if (stored < HEADER) return { plain: stored };
    const header = await collect(await inner.read(path, 0, HEADER));
    if (!header.subarray(0, 4).equals(MAGIC)) return { plain: stored };
    const key = keys.find((one) => idOf(one).equals(header.subarray(4, 12)));
    if (key === undefined) throw new KeyMissing(`${path} is sealed with a key that is not among RECORDING_KEYS`);
    return { header, fileKey: fileKeyOf(key, header), bytes: Number(header.readBigUInt64BE(28)) };
  }

  return {
    ...inner,
    async put(path, localPath) {
      if (sealingKey === undefined) return inner.put(path, localPath);
      const sealedPath = `${localPath}.sealed.part`;
      try {
        await sealFile(localPath, sealedPath, sealingKey);
        await inner.put(path, sealedPath);
      } finally {
        await rm(sealedPath, { force: true });
      }
    },
    async size(path) {
      const sealing = await readHeader(path);
      if (sealing === null) return null;
      return 'plain' in sealing ? sealing.plain : sealing.bytes;
    },
    async read(path, from, count) {
      const sealing = await readHeader(path);
      if (sealing === null || 'plain' in sealing) return inner.read(path, from, count);
      return Readable.from(openPieces(inner, path, sealing, from, count));
    },
  };
}

async function* openPieces(
  inner: RecordingStore,
  path: string,
  { header, fileKey, bytes }: Sealing,
  from: number,
  count: number,
): AsyncIterable<Buffer> {
  const first = Math.floor(from / PIECE);
  const last = Math.floor((from + count - 1) / PIECE);
  const lengthOf = (piece: number) => Math.min(PIECE, bytes - piece * PIECE);
  const end = HEADER + last * (PIECE + TAG) + lengthOf(last) + TAG;
  const start = HEADER + first * (PIECE + TAG);
  let rest = Buffer.alloc(0);
  let piece = first;
  for await (const part of await inner.read(path, start, end - start)) {
    rest = Buffer.concat([rest, part as Buffer]);
    while (piece <= last && rest.length >= lengthOf(piece) + TAG) {
      const length = lengthOf(piece);
      const decipher = createDecipheriv('aes-256-gcm', fileKey, nonceOf(piece)).setAAD(header);
      decipher.setAuthTag(rest.subarray(length, length + TAG));
      const sound = Buffer.concat([decipher.update(rest.subarray(0, length)), decipher.final()]);
      rest = rest.subarray(length + TAG);
      yield sound.subarray(Math.max(0, from - piece * PIECE), Math.min(length, from + count - piece * PIECE));
      piece += 1;
    }
  }
  if (piece <= last) throw new Error(`${path} is cut off`);
}

async function sealFile(plainPath: string, sealedPath: string, key: Buffer): Promise<void> {
  await using files = new AsyncDisposableStack();
  const plain = files.use(await open(plainPath));
  const sealed = files.use(await open(sealedPath, 'w', 0o640));
  const { size } = await plain.stat();
  const header = Buffer.alloc(HEADER);
  MAGIC.copy(header);
  idOf(key).copy(header, 4);
  randomBytes(16).copy(header, 12);
  header.writeBigUInt64BE(BigInt(size), 28);
  const fileKey = fileKeyOf(key, header);
  await sealed.writeFile(header);
  for (let piece = 0; piece * PIECE < size; piece += 1) {
    const length = Math.min(PIECE, size - piece * PIECE);
    const { buffer, bytesRead } = await plain.read(Buffer.alloc(length), 0, length, piece * PIECE);
    if (bytesRead !== length) throw new Error(`${plainPath} was changed while it was sealed`);
    const cipher = createCipheriv('aes-256-gcm', fileKey, nonceOf(piece)).setAAD(header);
    await sealed.writeFile(Buffer.concat([cipher.update(buffer), cipher.final(), cipher.getAuthTag()]));
  }
  await sealed.sync();
}

function idOf(key: Buffer): Buffer {
  return createHash('sha256').update('sansheng recording key').update(key).digest().subarray(0, 8);
}

function fileKeyOf(key: Buffer, header: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', key, header.subarray(12, 28), 'sansheng recording', 32));
}

function nonceOf(piece: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(piece, 8);
  return nonce;
}

async function collect(stream: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
