import type { Logger } from 'pino';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { AmiClient } from '../../platform/ami/index.ts';
import type { AriClient } from '../../platform/ari/index.ts';
import { readSeatChannelId } from '../calls/index.ts';
import { planRestart, type StuckChannel, type SwitchRestart } from './plan-restart.ts';
import type { StuckChannelStore } from './stuck-channels.store.ts';
import { type DeafChannel, judgeDeafChannel, newlyDeaf } from './judge-deaf-channel.ts';

const LOOK_MS = 2000;
const TOGETHER_MS = 4000;

export interface DeafChannelParts {
  /** The client that sends commands. */
  ari: AriClient;
  ami: Pick<AmiClient, 'hangUp'>;
  /** Ends the call of a customer's channel, since Asterisk will not report its end. */
  customerGone: (channelId: string) => Promise<unknown>;
  /** Takes a seat's channel out of its call, whose customer is then served by another seat. */
  seatGone: (channelId: string) => Promise<unknown>;
  /**
   * For an Asterisk with a channel that only a restart can remove: whether its supervisor restarts it, how long the
   * channel may take to disappear by itself, and how long to wait for the other calls.
   */
  restart: { isSupervised: boolean; goesWithinMs: number; withinMs: number };
  store: StuckChannelStore;
  metrics: Registry;
  log: Logger;
}

/**
 * A channel that answers no command must not affect others: it is asked again, and after three attempts hung up, over
 * ARI and then over AMI. One that still exists is given up, and its call is ended. Most disappear by themselves within
 * ten minutes (docs/decisions/0023); one that does not is stuck, and is reported until Asterisk is restarted.
 */
export function createDeafChannels(parts: DeafChannelParts) {
  const { ari, ami, restart, store, metrics, log } = parts;
  const channels = new Map<string, DeafChannel>();
  /** Channels given up that are recorded and whose calls are ended. */
  const settled = new Set<string>();
  /** Stuck channels that have been logged. */
  const told = new Set<string>();
  /** The channels that another server gave up have been read. */
  let isKnown = false;
  const hungUp = new Counter({
    name: 'sansheng_deaf_channels_total',
    help: 'Channels that answered no command and were hung up for it',
    registers: [metrics],
  });
  new Gauge({
    name: 'sansheng_stuck_channels',
    help: 'Channels that answer no command and cannot be hung up: Asterisk must be started anew',
    registers: [metrics],
    collect() {
      this.set(stuck().length);
    },
  });
  const stuck = (): StuckChannel[] =>
    [...channels].flatMap(([channelId, { givenUpAtMs }]) => {
      const sinceMs = (givenUpAtMs ?? Number.POSITIVE_INFINITY) + restart.goesWithinMs;
      return sinceMs > Date.now() ? [] : [{ channelId, sinceMs }];
    });
  let timer: NodeJS.Timeout | undefined;

  ari.on('noReply', ({ channelId, command }) => {
    note(channelId, command).catch((error) =>
      log.warn({ err: error, channelId }, 'Asterisk as a whole does not answer'),
    );
  });
  /** Concurrent commands to one channel all stay unanswered together, and count once. */
  async function note(channelId: string, command: string): Promise<void> {
    const nowMs = performance.now();
    const before = channels.get(channelId) ?? newlyDeaf;
    if (before.times > 0 && nowMs - before.lastMs < TOGETHER_MS) return;
    // If this is not answered either, it is not the channel's fault.
    await ari.channels.get({ channelId }, { timeoutMs: 1000 });
    channels.set(channelId, { ...before, times: before.times + 1, lastMs: nowMs });
    log.warn({ channelId, command, times: before.times + 1 }, 'a channel did not answer a command');
  }

  async function look(channelId: string, channel: DeafChannel): Promise<void> {
    const nowMs = performance.now();
    const there = await ari.channels.get({ channelId });
    if (there === 'gone') {
      channels.delete(channelId);
      settled.delete(channelId);
      told.delete(channelId);
      if (channel.givenUpAtMs !== null) await store.forget(channelId);
      return;
    }
    if (channel.givenUpAtMs !== null) {
      tellOfStuck(channelId, there.name);
      return settle(channelId, channel.givenUpAtMs);
    }
    switch (judgeDeafChannel({ ...channel, isUp: there.state === 'Up' }, nowMs)) {
      case 'wait':
        return;
      case 'askAgain':
        // A channel that is up is already answered, so this does nothing; but it is queued with the channel's other
        // commands.
        if ((await ari.channels.answer({ channelId })) === 'done') channels.delete(channelId);
        return;
      case 'forget':
        channels.delete(channelId);
        return;
      case 'hangUp':
        channel.hungUpAtMs = nowMs;
        hungUp.inc();
        log.error({ channelId, name: there.name }, 'a channel does not answer commands and is hung up');
        // First, or the end of its leg would end the customer's call.
        if (readSeatChannelId(channelId) !== null) await parts.seatGone(channelId);
        await ari.channels.hangup({ channelId, reason: 'normal' });
        return;
      case 'hangUpAgain':
        channel.hungUpAgainAtMs = nowMs;
        log.error({ channelId, name: there.name }, 'a channel still exists after its hang-up: hanging it up over AMI');
        await ami.hangUp({ channelName: there.name });
        return;
      case 'giveUp':
        channel.givenUpAtMs = Date.now();
        log.warn(
          { channelId, name: there.name },
          'a channel still exists after all hang-ups; it may disappear by itself',
        );
        await settle(channelId, channel.givenUpAtMs);
    }
  }
  function tellOfStuck(channelId: string, name: string): void {
    if (told.has(channelId) || stuck().every((one) => one.channelId !== channelId)) return;
    told.add(channelId);
    log.error(
      { channelId, name },
      restart.isSupervised
        ? `a channel cannot be removed: Asterisk will be restarted once its other calls are over, in ${restart.withinMs / 60_000} minutes at the latest`
        : 'a channel cannot be removed: restart Asterisk when no call is up (/readyz then says "switchRestart": "due"); until then the channel keeps its ports',
    );
  }
  /** Retried at the next check if it fails: nobody else would end the call while its channel exists. */
  async function settle(channelId: string, givenUpAtMs: number): Promise<void> {
    if (settled.has(channelId)) return;
    await store.note(channelId, givenUpAtMs);
    await (readSeatChannelId(channelId) === null ? parts.customerGone(channelId) : parts.seatGone(channelId));
    settled.add(channelId);
  }
  /** Takes over what another server gave up. */
  async function load(): Promise<void> {
    if (isKnown) return;
    try {
      for (const [channelId, givenUpAtMs] of await store.read()) channels.set(channelId, { ...newlyDeaf, givenUpAtMs });
      isKnown = true;
    } catch (error) {
      log.warn({ err: error }, 'could not read which channels were given up, will retry');
    }
  }

  async function lookAtAll(): Promise<void> {
    await load();
    await Promise.all(
      [...channels].map(([channelId, channel]) =>
        look(channelId, channel).catch((error) =>
          log.warn({ err: error, channelId }, 'handling of a deaf channel failed'),
        ),
      ),
    );
    if (timer !== undefined) timer = setTimeout(lookAtAll, LOOK_MS);
  }

  return {
    load,
    /** Null until the channels that another server gave up are known. */
    hasStuck: (): boolean | null => (isKnown ? stuck().length > 0 : null),
    isGivenUp: (channelId: string) => channels.get(channelId)?.givenUpAtMs != null,
    /** The caller of this channel has hung up: it is sent no more commands, and checked until it is gone. */
    leftBehind({ id, name }: { id: string; name: string }): void {
      const before = channels.get(id) ?? newlyDeaf;
      if (before.hungUpAtMs !== null) return;
      channels.set(id, { ...before, hungUpAtMs: performance.now() });
      log.warn({ channelId: id, name }, 'a caller has hung up, but the channel still exists');
    },
    /**
     * Asks Asterisk itself: a restart must not end calls that are unknown here, nor hit an Asterisk that has just
     * restarted.
     */
    async restart(): Promise<SwitchRestart> {
      if (stuck().length === 0) return 'none';
      try {
        const there = await ari.channels.list({}, { timeoutMs: 1000 });
        return planRestart(
          stuck(),
          there.map(({ id }) => id),
          Date.now(),
          restart.withinMs,
        );
      } catch (error) {
        log.warn({ err: error }, 'could not read which channels are up: Asterisk is not restarted now');
        return 'waiting';
      }
    },
    start(): void {
      timer ??= setTimeout(lookAtAll, LOOK_MS);
    },
    stop(): void {
      clearTimeout(timer);
      timer = undefined;
      channels.clear();
      settled.clear();
      told.clear();
      isKnown = false;
    },
  };
}
export type DeafChannels = ReturnType<typeof createDeafChannels>;
