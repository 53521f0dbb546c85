import { serverClock } from '../../../socket/server-clock.ts';
import { sendCommand, type SocketClient } from '../../../socket/socket-client.ts';
import type { SoftphonePort } from '../../../softphone/softphone-port.ts';
import { createLegMeter, type SoundDirection, type SoundNow } from './leg-meter.ts';

const REPORT_EVERY_MS = 5000;
/** Renegotiating the audio path takes this long; the next attempt waits for it. */
const MEND_EVERY_MS = 6000;

export interface QualityView {
  now: SoundNow;
  lost: SoundDirection | null;
}

interface Leg {
  id: string;
  callId: string;
  meter: ReturnType<typeof createLegMeter>;
  reportedAtMs: number;
  /** The last report to the center. */
  told: SoundDirection | null;
  mendedAtMs: number;
}

/** Measures the leg of one phone, reports its quality to the center, and repairs it when audio is missing. */
export class QualityWatch {
  readonly #socket: SocketClient;
  readonly #phone: SoftphonePort;
  #leg: Leg | null = null;

  constructor(socket: SocketClient, phone: SoftphonePort) {
    this.#socket = socket;
    this.#phone = phone;
  }

  /** Call it once a second while audio flows. `isExpected`: the customer should be audible now. */
  async look(callId: string, isExpected: boolean): Promise<QualityView | null> {
    const counters = await this.#phone.readSound();
    if (counters === null) return null;
    if (this.#leg?.callId !== callId) this.end();
    this.#leg ??= {
      id: `${serverClock.nowMs().toString(36)}${Math.random().toString(36).slice(2, 8)}`,
      callId,
      meter: createLegMeter(),
      reportedAtMs: Number.NEGATIVE_INFINITY,
      told: null,
      mendedAtMs: Number.NEGATIVE_INFINITY,
    };
    const leg = this.#leg;
    leg.meter.read(counters, isExpected);
    const now = leg.meter.now();
    if (now === null) return null;
    const lost = leg.meter.lost();
    if (lost !== leg.told) this.#tell(leg, lost);
    if (lost !== null && counters.atMs - leg.mendedAtMs >= MEND_EVERY_MS) {
      leg.mendedAtMs = counters.atMs;
      this.#phone.restartIce();
    }
    if (counters.atMs - leg.reportedAtMs >= REPORT_EVERY_MS) {
      leg.reportedAtMs = counters.atMs;
      this.#report(leg, false);
    }
    return { now, lost };
  }

  /** The leg is over: its last report goes into the call's record. */
  end(): void {
    if (this.#leg !== null) this.#report(this.#leg, true);
    this.#leg = null;
  }

  #tell(leg: Leg, lost: SoundDirection | null): void {
    leg.told = lost;
    const { id: legId, callId } = leg;
    void sendCommand(this.#socket, 'call.sound', { callId, legId, isLost: lost !== null, direction: lost ?? 'in' });
  }

  #report(leg: Leg, isOver: boolean): void {
    const [now, whole] = [leg.meter.now(), leg.meter.leg()];
    if (now === null || whole === null) return;
    const { id: legId, callId } = leg;
    void sendCommand(this.#socket, 'call.quality', { callId, legId, nowMos: now.mos, leg: whole, isOver });
  }
}
