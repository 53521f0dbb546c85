import { AmiCommandFailed, type AmiConnection, type AmiOptions, connectAmi, type Fields } from './ami-connection.ts';
import type { Reply } from './read-reply.ts';

/** Seen from the channel: "received" is what its phone sends, "transmitted" is what its phone hears. */
export type AudioDirection = 'receive' | 'transmit' | 'both';

/** What Asterisk reports about phones. ARI would also send the events of each of their channels. */
export interface PhoneSignals {
  /** A PJSIP endpoint, e.g. 'seat-1001'. */
  changed: (endpoint: string, isReachable: boolean) => void;
  /** Events arrive, for the first time or again: what changed before is unknown. */
  connected: () => void;
}

/**
 * A key pressed at the far end of a channel. In the audio a key has a beginning and an end; by SIP INFO it only ends.
 */
export type KeyListener = (
  sign: 'began' | 'ended',
  channel: { channelId: string; channelName: string },
  digit: string,
) => void;

/** 'gone': the channel hung up. Everything else that fails throws AmiCommandFailed. */
export interface AmiClient {
  readonly isConnected: boolean;
  /** Returns the function that stops it. */
  listenToPhones(signals: PhoneSignals): () => void;
  /** ARI reports only the end. Returns the function that stops it. */
  listenToKeys(listener: KeyListener): () => void;
  /**
   * Writes both directions of a channel to two files of equal length, sample for sample side by side, and no mixed file.
   * The ending of a name is its format (.wav). Relative names are below Asterisk's monitor folder. Folders must exist.
   * Not repeatable: a second start records a second time into the same files.
   */
  mixMonitorStart(target: {
    channelName: string;
    receiveFile: string;
    transmitFile: string;
  }): Promise<{ mixMonitorId: string } | 'gone'>;
  /** Writes silence into the files while on, so that their timeline stays right. Repeatable. */
  mixMonitorMute(target: { channelName: string; direction: AudioDirection; on: boolean }): Promise<'done' | 'gone'>;
  /**
   * Ends the recording before its channel does. Without the id: every recording of the channel. Repeatable.
   * Asterisk closes the files a moment after the reply.
   */
  stopMixMonitor(target: { channelName: string; mixMonitorId?: string }): Promise<'done' | 'gone'>;
  /** Asks a channel to hang up by a way other than ARI. Repeatable; its end may or may not arrive as an event. */
  hangUp(target: { channelName: string }): Promise<'done' | 'gone'>;
  /** Entries of a family in Asterisk's own database, which ARI cannot read. */
  readEntries(family: string): Promise<{ key: string; value: string }[]>;
  /** Repeatable. */
  deleteEntry(entry: { family: string; key: string }): Promise<void>;
  /** Ends the connection for good; waiting commands fail. */
  close(): void;
}

/**
 * Asterisk hands parts of these values to its option parser and, for one option, to a shell; a line break would begin a
 * header of its own. So this is a list of allowed characters, not of dangerous ones.
 */
function requirePlain(value: string): string {
  if (!/^[A-Za-z0-9_./;@-]+$/.test(value) || value.split('/').includes('..')) {
    throw new TypeError(`not a plain channel or file name: ${JSON.stringify(value)}`);
  }
  return value;
}

/** Connects at once, and again whenever the connection is lost. */
export function createAmiClient(options: AmiOptions): AmiClient {
  const phones = new Set<PhoneSignals>();
  const keys = new Set<KeyListener>();
  const connection = connectAmi(options, {
    hear: (event) => tellListeners(event, phones, keys),
    connected: () => {
      for (const { connected } of phones) connected();
    },
  });
  return {
    get isConnected() {
      return connection.isConnected;
    },
    listenToPhones(signals) {
      phones.add(signals);
      return () => void phones.delete(signals);
    },
    listenToKeys(listener) {
      keys.add(listener);
      return () => void keys.delete(listener);
    },
    async mixMonitorStart({ channelName, receiveFile, transmitFile }) {
      const reply = await runOnChannel(connection, 'MixMonitor', {
        Channel: requirePlain(channelName),
        // Without File no mixed file is written. S fills gaps with silence, or the two files could drift apart. The id
        // is returned only when it is also put into a variable.
        Options: `r(${requirePlain(receiveFile)})t(${requirePlain(transmitFile)})Si(CC_MIXMONITOR)`,
      });
      return reply === 'gone' ? reply : { mixMonitorId: reply.get('mixmonitorid') ?? '' };
    },
    async mixMonitorMute({ channelName, direction, on }) {
      const reply = await runOnChannel(connection, 'MixMonitorMute', {
        Channel: requirePlain(channelName),
        Direction: { receive: 'read', transmit: 'write', both: 'both' }[direction],
        State: on ? '1' : '0',
      });
      return reply === 'gone' ? reply : 'done';
    },
    async stopMixMonitor({ channelName, mixMonitorId }) {
      const reply = await runOnChannel(connection, 'StopMixMonitor', {
        Channel: requirePlain(channelName),
        ...(mixMonitorId === undefined ? {} : { MixMonitorID: requirePlain(mixMonitorId) }),
      });
      return reply === 'gone' ? reply : 'done';
    },
    async hangUp({ channelName }) {
      // A name between slashes would be a pattern that hangs up many channels.
      if (channelName.startsWith('/')) throw new TypeError(`not a channel: ${channelName}`);
      const reply = await runOnChannel(connection, 'Hangup', { Channel: requirePlain(channelName) });
      return reply === 'gone' ? reply : 'done';
    },
    async readEntries(family) {
      const items: Reply[] = [];
      const reply = await connection.run('DBGetTree', { Family: requirePlain(family) }, items);
      const message = reply.get('message') ?? 'refused';
      if (reply.get('response') === 'Error' && !/not found/i.test(message))
        throw new AmiCommandFailed('DBGetTree', message);
      return items.map((item) => ({
        key: (item.get('key') ?? '').slice(family.length + 2),
        value: item.get('val') ?? '',
      }));
    },
    async deleteEntry({ family, key }) {
      const reply = await connection.run('DBDel', { Family: requirePlain(family), Key: requirePlain(key) });
      const message = reply.get('message') ?? 'refused';
      if (reply.get('response') !== 'Success' && !/not found/i.test(message))
        throw new AmiCommandFailed('DBDel', message);
    },
    close: () => connection.close(),
  };
}

async function runOnChannel(connection: AmiConnection, action: string, fields: Fields): Promise<Reply | 'gone'> {
  const reply = await connection.run(action, fields);
  const message = reply.get('message') ?? 'refused';
  // 'Could not stop' means that it has already ended.
  if (reply.get('response') === 'Success' || message.startsWith('Could not stop')) return reply;
  if (/no such channel|channel not found/i.test(message)) return 'gone';
  throw new AmiCommandFailed(action, message);
}

function tellListeners(block: Reply, phones: Iterable<PhoneSignals>, keys: Iterable<KeyListener>): void {
  const event = block.get('event');
  if ((event === 'DTMFBegin' || event === 'DTMFEnd') && block.get('direction') === 'Received') {
    const channel = { channelId: block.get('uniqueid') ?? '', channelName: block.get('channel') ?? '' };
    const sign = event === 'DTMFBegin' ? 'began' : 'ended';
    for (const listener of keys) listener(sign, channel, block.get('digit') ?? '');
    return;
  }
  const endpoint = /^PJSIP\/(.+)$/.exec(block.get('peer') ?? '')?.[1];
  if (event !== 'PeerStatus' || endpoint === undefined) return;
  for (const { changed } of phones) changed(endpoint, block.get('peerstatus') === 'Reachable');
}
