import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { Readable } from 'node:stream';
import type { RecordingStore, StoredFile } from './recording-store.ts';

/** A folder of this machine, or one that several machines have mounted. */
export function openDiskStore(folder: string): RecordingStore {
  const root = resolve(folder);
  const placeOf = (path: string): string => {
    const place = resolve(root, path);
    if (!place.startsWith(root + sep)) throw new TypeError(`${path} is outside of the store`);
    return place;
  };
  return {
    async put(path, localPath) {
      const target = placeOf(path);
      const folderOfTarget = dirname(target);
      await mkdir(folderOfTarget, { recursive: true });
      const partPath = join(folderOfTarget, `.${basename(target)}.${randomBytes(6).toString('hex')}.part`);
      await copyFile(localPath, partPath);
      await sync(partPath);
      await rename(partPath, target);
      // Makes the rename outlive a power cut.
      await sync(folderOfTarget);
      await removeFormerParts(folderOfTarget, basename(target));
    },
    size: (path) => stat(placeOf(path)).then(({ size }) => size, absent(null)),
    read: async (path, from, count): Promise<Readable> => {
      const file = await open(placeOf(path));
      return createReadStream('', { fd: file, start: from, end: from + count - 1 });
    },
    remove: (path) => rm(placeOf(path), { force: true }),
    async *list(prefix): AsyncIterable<StoredFile> {
      const entries = await readdir(placeOf(join(prefix, '.')), { recursive: true, withFileTypes: true }).catch(
        absent([]),
      );
      for (const entry of entries) {
        if (!entry.isFile() || entry.name.startsWith('.')) continue;
        const place = join(entry.parentPath, entry.name);
        const file = await stat(place).catch(absent(null));
        if (file === null) continue;
        yield { path: relative(root, place).replaceAll(sep, '/'), bytes: file.size, atMs: file.mtimeMs };
      }
    },
  };
}

const absent =
  <T>(instead: T) =>
  (error: NodeJS.ErrnoException): T => {
    if (error.code === 'ENOENT') return instead;
    throw error;
  };

async function sync(path: string): Promise<void> {
  const file = await open(path);
  await file.sync().finally(() => file.close());
}

/** Removes the parts of a process that died while writing. */
async function removeFormerParts(folder: string, name: string): Promise<void> {
  for (const other of await readdir(folder)) {
    if (other.startsWith(`.${name}.`) && other.endsWith('.part')) await rm(join(folder, other), { force: true });
  }
}
