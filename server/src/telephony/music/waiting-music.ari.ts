import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { AriClient } from '../../platform/ari/index.ts';
import { type CallsStore, readSeatChannelId, sharedRoom } from '../calls/index.ts';
import { roomOfMusic, writeMusicClasses } from './music-classes.ts';
import type { WaitingRooms } from './waiting-rooms.ts';

export interface WaitingMusicParts {
  ari: AriClient;
  /** The store of prompts; Asterisk reads the classes from there (musiconhold.conf). '' : queues have no music of their own. */
  folder: string;
  /** Pieces by queue, as the settings say now. */
  music: () => ReadonlyMap<string, readonly string[]>;
  calls: Pick<CallsStore, 'callOfChannel'>;
  rooms: WaitingRooms;
  /** Brings a caller who hears music to the room of the call's queue. */
  bringToRoom: (callId: string, channelId: string) => Promise<unknown>;
  log: Logger;
}

/** The music of queues. Asterisk plays it by itself, so it goes on while no server is there. */
export function createWaitingMusic({ ari, folder, music, calls, rooms, bringToRoom, log }: WaitingMusicParts) {
  let placed: string | null = null;

  /** Tells Asterisk the classes; callers who listen to an existing one do not notice. */
  async function setClasses(text: string): Promise<void> {
    const file = join(folder, 'music.conf');
    if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
      const part = `${file}.part`;
      await writeFile(part, text);
      await rename(part, file);
    }
    const reloaded = await ari.asterisk.reloadModule({ moduleName: 'res_musiconhold.so' });
    if (reloaded !== 'done') throw new Error(`Asterisk did not read its music anew: ${reloaded}`);
  }

  /** Moves callers to the room of their current music; rooms that are no longer needed are removed. */
  async function moveRooms(): Promise<void> {
    const used = new Set([sharedRoom, ...rooms.all()].map(({ bridgeId }) => bridgeId));
    const there = (await ari.bridges.list({})).filter(({ id }) => id.startsWith(sharedRoom.bridgeId));
    for (const { id, channels } of there) {
      for (const channelId of channels) {
        const callId = readSeatChannelId(channelId)?.callId ?? (await calls.callOfChannel(channelId));
        if (callId !== null && (await rooms.roomOf(callId)).bridgeId !== id) await bringToRoom(callId, channelId);
      }
      if (!used.has(id)) await ari.bridges.destroy({ bridgeId: id });
    }
  }

  return {
    /** Brings the settings into force. `acts`: this server has the node, and makes Asterisk play them. */
    async apply(acts: boolean): Promise<void> {
      const wanted = folder === '' ? new Map<string, string[]>() : music();
      const text = writeMusicClasses(wanted);
      try {
        // A server that is new here does not know what Asterisk has read.
        if (acts && folder !== '' && text !== placed) await setClasses(text);
        // Not earlier: for a class that it does not know, Asterisk plays the default music.
        rooms.use(new Map([...wanted].map(([queueId, pieces]) => [queueId, roomOfMusic(queueId, pieces)])));
        if (!acts || text === placed) return;
        await moveRooms();
        placed = text;
      } catch (error) {
        log.warn({ err: error }, 'the music of queues could not be brought into force');
      }
    },
  };
}
