import { createHash } from 'node:crypto';
import { sharedRoom, type WaitingRoom } from '../calls/index.ts';

/**
 * The room of a queue with music of its own. Other pieces mean another class and another room: nobody hears the music
 * change within a piece because a file was written, and a class in use keeps its pieces.
 */
export function roomOfMusic(queueId: string, pieces: readonly string[]): WaitingRoom {
  const mohClass = `queue-${queueId}-${createHash('sha256').update(pieces.join('\n')).digest('hex').slice(0, 8)}`;
  return { bridgeId: `${sharedRoom.bridgeId}-${mohClass}`, mohClass };
}

/** The classes of all queues, as Asterisk reads them. `music`: pieces by queue, paths without the file's ending. */
export function writeMusicClasses(music: ReadonlyMap<string, readonly string[]>): string {
  const classes = [...music].map(([queueId, pieces]) =>
    [
      `[${roomOfMusic(queueId, pieces).mohClass}]`,
      'mode = playlist',
      ...pieces.map((piece) => `entry = ${piece}`),
      '',
    ].join('\n'),
  );
  return ['; Written by the server.', ...classes, ''].join('\n');
}
