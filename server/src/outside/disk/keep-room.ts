import { mkdir, open, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { Gauge, type Registry } from 'prom-client';
import { isSpent, judgeRoom, type Room, roomToKeep } from './judge-room.ts';

const LOOK_MS = 1000;
const CHUNK = Buffer.alloc(1024 * 1024);
/** Hidden, so that the check of recordings ignores it. */
const KEPT_NAME = '.room-for-records';

export interface DiskRoom {
  /** The room on the fullest disk. */
  room(): Room;
  freePercent(): number | null;
  stop(): Promise<void>;
}

/**
 * Watches the disks of recordings and prompts, and reserves space in the first of the folders: a file that is deleted
 * when the disk is full, so that Redis, the database and Asterisk can go on writing calls until somebody makes room. No
 * recordings are started in the meantime; they would soon use it up.
 */
export async function keepRoom({
  folders,
  keptBytes,
  metrics,
  log,
}: {
  folders: string[];
  keptBytes: number;
  metrics: Registry;
  log: Logger;
}): Promise<DiskRoom> {
  const gauge = (name: string, help: string) =>
    new Gauge({ name, help, labelNames: ['folder'] as const, registers: [metrics] });
  const freeShare = gauge('sansheng_disk_free_share', 'Share of the disk under a folder that is free, 0 to 1');
  const freeBytes = gauge('sansheng_disk_free_bytes', 'Bytes of the disk under a folder that are free');
  const keptIn = folders[0] ?? '';
  const kept = join(keptIn, KEPT_NAME);
  const rooms = new Map<string, Room>();
  let leastShare: number | null = null;
  let isKeptDiskSpent = false;
  let isStopped = false;
  let said: Room = 'ample';

  async function look(): Promise<void> {
    let least = 1;
    for (const folder of folders) {
      const disk = await readDisk(folder);
      if (disk === null) continue;
      const share = disk.totalBytes === 0 ? 1 : disk.freeBytes / disk.totalBytes;
      freeShare.set({ folder }, share);
      freeBytes.set({ folder }, disk.freeBytes);
      least = Math.min(least, share);
      const toKeep = folder === keptIn ? roomToKeep(disk.totalBytes, keptBytes) : 0;
      const room = judgeRoom(disk, rooms.get(folder), toKeep);
      rooms.set(folder, room);
      if (toKeep === 0) continue;
      // Only when seen twice: whatever is filling the disk at this moment would use it up too.
      const wasSpent = isKeptDiskSpent;
      isKeptDiskSpent = isSpent(disk.freeBytes);
      if (wasSpent && isKeptDiskSpent) await giveUp();
      else if (room === 'ample') await keepBack(toKeep);
    }
    leastShare = least;
    tell(roomOfAll());
  }

  const roomOfAll = (): Room => {
    const all = [...rooms.values()];
    return all.includes('full') ? 'full' : all.includes('low') ? 'low' : 'ample';
  };

  function tell(room: Room): void {
    if (room === said) return;
    said = room;
    const free = { freePercent: percentOf(leastShare), folders };
    if (room === 'full') log.error(free, 'the disk is full: calls go on without recordings; make room');
    else if (room === 'low') log.warn(free, 'the disk is filling up: make room before calls cannot be recorded');
    else log.info(free, 'there is room on the disk again');
  }

  async function keepBack(bytes: number): Promise<void> {
    const size = await stat(kept).then(
      (found) => found.size,
      () => 0,
    );
    if (size === bytes) return;
    const part = `${kept}.part`;
    try {
      const file = await open(part, 'w', 0o600);
      try {
        for (let left = bytes; left > 0; left -= CHUNK.length) await file.write(CHUNK, 0, Math.min(left, CHUNK.length));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(part, kept);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
  }

  async function giveUp(): Promise<void> {
    const isThere = await stat(kept).then(
      () => true,
      () => false,
    );
    if (!isThere) return;
    await rm(kept, { force: true });
    log.warn({ file: kept }, 'the disk space reserved for records was released');
  }

  let failed = false;
  let looking: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const turn = () => {
    looking = look()
      .then(() => {
        failed = false;
      })
      .catch((error) => {
        if (!failed) log.warn({ err: error }, 'disk space for records could not be reserved');
        failed = true;
      })
      .finally(() => {
        if (!isStopped) timer = setTimeout(turn, LOOK_MS);
      });
    return looking;
  };
  if (keptIn !== '') await mkdir(keptIn, { recursive: true }).catch(() => undefined);
  void turn();
  return {
    room: () => said,
    freePercent: () => percentOf(leastShare),
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await looking;
    },
  };
}

const percentOf = (share: number | null): number | null => (share === null ? null : Math.round(share * 1000) / 10);

/** Null for a folder that is not there yet. */
async function readDisk(folder: string): Promise<{ freeBytes: number; totalBytes: number } | null> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder);
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  } catch {
    return null;
  }
}
