import type { Readable } from 'node:stream';

export interface StoredFile {
  /** `2026/11/21/<recordingId>.mp3` */
  path: string;
  /** As stored: a sealed file is a little larger than its sound. */
  bytes: number;
  /** When it was put there; infinite where the store does not say. */
  atMs: number;
}

/** Where finished recordings are kept. Paths are relative and use `/`. Every method throws what the store itself throws. */
export interface RecordingStore {
  /** Keeps a local file under `path`, whole or not at all; once it resolves the file outlives a power cut. */
  put(path: string, localPath: string): Promise<void>;
  /** Bytes of the sound; null when there is no such file. */
  size(path: string): Promise<number | null>;
  /** `count` bytes from the `from`-th on; both must lie inside the file. */
  read(path: string, from: number, count: number): Promise<Readable>;
  /** Gone already is gone. */
  remove(path: string): Promise<void>;
  /** Everything whose path begins so, in no order. */
  list(prefix: string): AsyncIterable<StoredFile>;
}
