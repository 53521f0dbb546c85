/** A bridge in which callers hear music, and what Asterisk plays there. */
export interface WaitingRoom {
  bridgeId: string;
  /** A class of musiconhold.conf; absent: Asterisk's default. */
  mohClass?: string;
}

/** One room, with one stream of music, for the calls of all queues without music of their own. */
export const sharedRoom: WaitingRoom = { bridgeId: 'waiting-room' };
