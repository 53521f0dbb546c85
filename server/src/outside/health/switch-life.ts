import {
  LOOK_MS,
  noMisses,
  partsSilentFor,
  SILENT_MISSES,
  type SwitchPart,
} from '@sansheng/config/switch-life/judge-life';
import { switchAddressOf } from '@sansheng/config/switch-life/probe-switch';
import { watchSwitch } from '@sansheng/config/switch-life/watch-switch';
import { Gauge } from 'prom-client';
import type { AppContext } from '../../platform/app-context.ts';

export interface SwitchLife {
  isSilent(part: SwitchPart): boolean;
  /** False: the trunk's address is not configured. */
  isSipAsked: boolean;
}

/**
 * Whether the switch answers: over ARI with a command that takes its locks, over SIP to an OPTIONS like a trunk's.
 * Silence is logged as an error; the local stack restarts such an Asterisk (supervise-switch.ts).
 */
export function watchSwitchLife({ env, log, metrics, shutdown }: AppContext): SwitchLife {
  const address = switchAddressOf(env);
  let misses = noMisses;
  const silent = new Map<SwitchPart, number>();
  new Gauge({
    name: 'sansheng_switch_answers',
    help: 'Whether the switch answers, by part: 1, or 0 after three looks in vain',
    labelNames: ['part'] as const,
    registers: [metrics],
    collect() {
      this.set({ part: 'ari' }, silent.has('ari') ? 0 : 1);
      if (address.sip !== null) this.set({ part: 'sip' }, silent.has('sip') ? 0 : 1);
    },
  });
  if (address.sip === null)
    log.warn('SIP is not checked, and /readyz does not cover it: set ASTERISK_SIP to the trunk, host:port');

  const watch = watchSwitch(address, (counted) => {
    misses = counted;
    const now = partsSilentFor(misses, SILENT_MISSES);
    for (const part of now) {
      if (silent.has(part)) continue;
      silent.set(part, performance.now());
      log.error(
        { part, sinceMs: SILENT_MISSES * LOOK_MS },
        'the switch does not answer: the local stack restarts it; restart it yourself if you run your own',
      );
    }
    for (const [part, sinceMs] of silent) {
      if (now.includes(part)) continue;
      silent.delete(part);
      log.warn({ part, silentMs: Math.round(performance.now() - sinceMs) }, 'the switch answers again');
    }
  });
  shutdown.add('switch life', () => watch.stop());
  return { isSilent: (part) => silent.has(part), isSipAsked: address.sip !== null };
}
