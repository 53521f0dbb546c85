import type { Logger } from 'pino';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { AmiClient } from '../../platform/ami/index.ts';
import type { AriClient } from '../../platform/ari/index.ts';
import { planRestart, type StuckChannel, type SwitchRestart } from './plan-restart.ts';
import type { StuckChannelStore } from './stuck-channels.store.ts';
import { type DeafChannel, judgeDeafChannel, newlyDeaf } from './judge-deaf-channel.ts';

const LOOK_MS = 2000;
const TOGETHER_MS = 4000;

export interface DeafChannelParts {
  /** The client that sends commands. */
  ari: AriClient;
  ami: Pick<AmiClient, 'hangUp'>;
  /** Ends the call of the channel, since Asterisk will not report its end. */
  endCallOf: (channelId: string) => Promise<unknown>;
  /**
   * For an Asterisk with a channel that only a restart can remove: whether its supervisor restarts it, and how long to
   * wait for its other calls.
   */
  restart: { isSupervised: boolean; withinMs: number };
  store: StuckChannelStore;
  metrics: Registry;
  log: Logger;
}

/**
 * A channel that answers no command must not affect others: it is asked again, and after three attempts hung up, over
 * ARI and then over AMI. One that still exists is given up: its call is ended, and it is reported until Asterisk is
 * restarted.
 */
export function createDeafChannels({ ari, ami, endCallOf, restart, store, metrics, log }: DeafChannelParts) {
  const channels = new Map<string, DeafChannel>();
  /** Stuck channels that are recorded and whose calls are ended. */
  const settled = new Set<string>();
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
    [...channels].flatMap(([channelId, { givenUpAtMs: sinceMs }]) =>
      sinceMs === null ? [] : [{ channelId, sinceMs }],
    );
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
      if (channel.givenUpAtMs !== null) await store.forget(channelId);
      return;
    }
    if (channel.givenUpAtMs !== null) return settle(channelId, channel.givenUpAtMs);
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
        await ari.channels.hangup({ channelId, reason: 'normal' });
        return;
      case 'hangUpAgain':
        channel.hungUpAgainAtMs = nowMs;
        log.error({ channelId, name: there.name }, 'a channel still exists after its hang-up: hanging it up over AMI');
        await ami.hangUp({ channelName: there.name });
        return;
      case 'giveUp':
        channel.givenUpAtMs = Date.now();
        log.error(
          { channelId, name: there.name },
          restart.isSupervised
            ? `a channel cannot be removed: Asterisk will be restarted once its other calls are over, in ${restart.withinMs / 60_000} minutes at the latest`
            : 'a channel cannot be removed: restart Asterisk when no call is up (/readyz then says "switchRestart": "due"); until then the channel keeps its ports',
        );
        await settle(channelId, channel.givenUpAtMs);
    }
  }
  /** Retried at the next check if it fails: nobody else would end the call while its channel exists. */
  async function settle(channelId: string, givenUpAtMs: number): Promise<void> {
    if (settled.has(channelId)) return;
    await store.note(channelId, givenUpAtMs);
    await endCallOf(channelId);
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
    isStuck: (channelId: string) => channels.get(channelId)?.givenUpAtMs != null,
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
      isKnown = false;
    },
  };
}
