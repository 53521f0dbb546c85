import { countMisses, type Heard, LOOK_MS, type Misses, noMisses } from './judge-life.ts';
import { probeAri, probeSip, type SwitchAddress } from './probe-switch.ts';

export interface SwitchWatch {
  stop(): void;
}

/** If a check runs this late, this process itself was blocked and could not have received an answer in time. */
const STOOD_STILL_MS = 1000;

/**
 * Checks ARI and SIP every two seconds. `isAsked` false: Asterisk is known to be away (it is starting), and the count
 * begins again.
 */
export function watchSwitch(
  address: SwitchAddress,
  onLook: (misses: Misses, heard: Heard) => void,
  isAsked: () => boolean = () => true,
): SwitchWatch {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let misses = noMisses;

  async function look(): Promise<void> {
    const begunAtMs = performance.now();
    if (isAsked()) {
      const [ari, sip] = await Promise.all([
        probeAri(address, LOOK_MS),
        address.sip === null ? null : probeSip(address.sip, LOOK_MS),
      ]);
      if (isStopped) return;
      const stoodStill = performance.now() - begunAtMs > LOOK_MS + STOOD_STILL_MS;
      const heard: Heard = stoodStill ? { ari: ari || null, sip: sip || null } : { ari, sip };
      misses = isAsked() ? countMisses(misses, heard) : noMisses;
      onLook(misses, heard);
    } else misses = noMisses;
    const waitMs = Math.max(0, LOOK_MS - (performance.now() - begunAtMs));
    if (!isStopped) timer = setTimeout(look, waitMs);
  }
  void look();
  return {
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
