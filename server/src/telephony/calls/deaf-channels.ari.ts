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
  /** Ends what the channel belongs to, since Asterisk will not tell of its end. */
  endCallOf: (channelId: string) => Promise<unknown>;
  /**
   * Of an Asterisk with a channel that can be got rid of by nothing but its end: whether it is started anew by whoever
   * started it, and how long its other calls are waited for.
   */
  restart: { isSupervised: boolean; withinMs: number };
  store: StuckChannelStore;
  metrics: Registry;
  log: Logger;
}

/**
 * A channel that answers no command costs itself alone: it is asked again, and after three times hung up, over ARI and then over AMI; one that is
 * there even then is given up, its call ended, and told of until Asterisk is started anew.
 */
export function createDeafChannels({ ari, ami, endCallOf, restart, store, metrics, log }: DeafChannelParts) {
  const channels = new Map<string, DeafChannel>();
  /** Stuck ones that are written down and whose calls are ended. */
  const settled = new Set<string>();
  /** What another server gave up has been read. */
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
  /** Commands to one channel that are under way together are silent together. */
  async function note(channelId: string, command: string): Promise<void> {
    const nowMs = performance.now();
    const before = channels.get(channelId) ?? newlyDeaf;
    if (before.times > 0 && nowMs - before.lastMs < TOGETHER_MS) return;
    // Where this is not answered either, it is not the channel's fault.
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
        // One that is up is answered already, so this does nothing; but it stands in line with what else is asked of it.
        if ((await ari.channels.answer({ channelId })) === 'done') channels.delete(channelId);
        return;
      case 'forget':
        channels.delete(channelId);
        return;
      case 'hangUp':
        channel.hungUpAtMs = nowMs;
        hungUp.inc();
        log.error({ channelId, name: there.name }, 'a channel answers no command and is hung up');
        await ari.channels.hangup({ channelId, reason: 'normal' });
        return;
      case 'hangUpAgain':
        channel.hungUpAgainAtMs = nowMs;
        log.error(
          { channelId, name: there.name },
          'a channel is still there after its hang-up: it is hung up over AMI',
        );
        await ami.hangUp({ channelName: there.name });
        return;
      case 'giveUp':
        channel.givenUpAtMs = Date.now();
        log.error(
          { channelId, name: there.name },
          restart.isSupervised
            ? `a channel cannot be got rid of: Asterisk is started anew once its other calls are over, in ${restart.withinMs / 60_000} minutes at the latest`
            : 'a channel cannot be got rid of: restart Asterisk when no call is up (/readyz then says "switchRestart": "due"); until then the channel keeps its ports',
        );
        await settle(channelId, channel.givenUpAtMs);
    }
  }
  /** Again at the next look when it fails: nobody else would end it while its channel is there. */
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
      log.warn({ err: error }, 'which channels were given up could not be read, trying again');
    }
  }

  async function lookAtAll(): Promise<void> {
    await load();
    await Promise.all(
      [...channels].map(([channelId, channel]) =>
        look(channelId, channel).catch((error) =>
          log.warn({ err: error, channelId }, 'a deaf channel was not dealt with'),
        ),
      ),
    );
    if (timer !== undefined) timer = setTimeout(lookAtAll, LOOK_MS);
  }

  return {
    load,
    /** Null before it is known what another server gave up. */
    hasStuck: (): boolean | null => (isKnown ? stuck().length > 0 : null),
    isStuck: (channelId: string) => channels.get(channelId)?.givenUpAtMs != null,
    /** Asked of Asterisk itself: who acts on it must not end calls that are not known here, nor one that has started anew. */
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
        log.warn({ err: error }, 'which channels are up could not be read: Asterisk is not started anew now');
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
