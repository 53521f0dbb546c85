import type { LegQuality, soundDirections } from '@sansheng/shared/contracts/telephony/call-quality';
import { estimateMos } from '@sansheng/shared/domain/call-quality';
import type { SoundCounters } from '../../../softphone/softphone-port.ts';

/** The current score covers the last seconds: fewer would jump with every packet. */
const WINDOW_MS = 5000;
/**
 * Packets come every 20 ms: two seconds without one is no jitter. Checked every second, it is reported within three.
 */
const SILENT_MS = 2000;

/** Quality of the last seconds. */
export interface SoundNow {
  mos: number;
  lostShare: number;
  sentLostShare: number;
  jitterMs: number;
  roundTripMs: number | null;
}
export type SoundDirection = (typeof soundDirections)[number];

/**
 * Computes the audio quality from a leg's growing counters: now, and since its beginning. Pure: each reading carries
 * its own time. `isExpected` says whether audio should flow; on hold it need not.
 */
export function createLegMeter() {
  let first: SoundCounters | null = null;
  let readings: SoundCounters[] = [];
  let readCount = 0;
  let [mosSum, jitterSum, roundTripSum, roundTripCount] = [0, 0, 0, 0];
  let lowestMos = 5;
  let soundLostMs = 0;
  const movedAtMs = { in: 0, out: 0 };
  let lost: SoundDirection | null = null;

  function between(from: SoundCounters, to: SoundCounters): SoundNow {
    const lostIn = Math.max(0, to.packetsLost - from.packetsLost);
    const came = to.packetsReceived - from.packetsReceived;
    const sent = to.packetsSent - from.packetsSent;
    const lostOut = Math.max(0, to.sentLost - from.sentLost);
    const emitted = to.emittedSamples - from.emittedSamples;
    const bufferMs = emitted > 0 ? ((to.bufferSeconds - from.bufferSeconds) / emitted) * 1000 : 0;
    const lostShare = came + lostIn === 0 ? 0 : lostIn / (came + lostIn);
    // Asterisk counts every few seconds, and may count more than was sent since the last reading.
    const sentLostShare = sent <= 0 ? 0 : Math.min(1, lostOut / sent);
    const { roundTripMs, jitterMs } = to;
    const mos = estimateMos({ roundTripMs, bufferMs, lostShare, sentLostShare });
    return { mos, lostShare, sentLostShare, jitterMs, roundTripMs };
  }

  function watchSound(before: SoundCounters, reading: SoundCounters, isExpected: boolean): void {
    const { atMs } = reading;
    if (!isExpected) {
      movedAtMs.in = movedAtMs.out = atMs;
      lost = null;
      return;
    }
    if (lost !== null) soundLostMs += atMs - before.atMs;
    if (reading.packetsReceived > before.packetsReceived) movedAtMs.in = atMs;
    if (reading.packetsSent > before.packetsSent) movedAtMs.out = atMs;
    const isGone = (direction: 'in' | 'out') => atMs - movedAtMs[direction] >= SILENT_MS;
    lost = isGone('in') ? (isGone('out') ? 'both' : 'in') : isGone('out') ? 'out' : null;
  }

  return {
    /** Takes a reading; the first only sets the beginning. */
    read(reading: SoundCounters, isExpected: boolean): void {
      const before = readings.at(-1);
      if (first === null || before === undefined) {
        first = reading;
        movedAtMs.in = movedAtMs.out = reading.atMs;
        readings = [reading];
        return;
      }
      watchSound(before, reading, isExpected);
      readings = [...readings.filter(({ atMs }) => atMs >= reading.atMs - WINDOW_MS), reading];
      const now = between(readings[0] as SoundCounters, reading);
      readCount += 1;
      mosSum += now.mos;
      jitterSum += reading.jitterMs;
      if (reading.roundTripMs !== null) {
        roundTripSum += reading.roundTripMs;
        roundTripCount += 1;
      }
      lowestMos = Math.min(lowestMos, now.mos);
    },
    /** Null before the second reading. */
    now(): SoundNow | null {
      const [from, to] = [readings[0], readings.at(-1)];
      return from === undefined || to === undefined || readCount === 0 ? null : between(from, to);
    },
    /** The direction that has been silent for two seconds while it should not. */
    lost: (): SoundDirection | null => lost,
    leg(): LegQuality | null {
      const to = readings.at(-1);
      if (first === null || to === undefined || readCount === 0) return null;
      const whole = between(first, to);
      return {
        mos: round(mosSum / readCount, 2),
        lowestMos: round(lowestMos, 2),
        lostShare: round(whole.lostShare, 4),
        sentLostShare: round(whole.sentLostShare, 4),
        jitterMs: Math.round(jitterSum / readCount),
        roundTripMs: roundTripCount === 0 ? null : Math.round(roundTripSum / roundTripCount),
        soundLostMs: Math.round(soundLostMs),
        measuredMs: Math.round(to.atMs - first.atMs),
      };
    },
  };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
