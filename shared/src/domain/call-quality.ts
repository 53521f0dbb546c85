/**
 * How good a call sounds, from what the network did to it: the E-model of ITU-T G.107 with all that a telephone network
 * adds besides delay and loss left at its default, which makes R = 93.2 - Id - Ie,eff.
 */
const BEST_RATING = 93.2;
/** G.711 with concealment of lost packets, as browsers do it: ITU-T G.113, appendix I (Ie 0, Bpl 25.1). */
const ROBUSTNESS = 25.1;
/** Above it people begin to talk into each other: the bend of Id after Cole and Rosenbluth, "Voice over IP performance monitoring", 2001. */
const BEND_MS = 177.3;
/** A packet holds 20 ms of sound, which cannot be sent before it is spoken. */
const PACKET_MS = 20;

/** Rating R, 0 to 93.2, of one direction. `lostShare` is taken as random loss. */
function ratingOf(oneWayMs: number, lostShare: number): number {
  const delay = 0.024 * oneWayMs + 0.11 * Math.max(0, oneWayMs - BEND_MS);
  const lostPercent = 100 * lostShare;
  const loss = (95 * lostPercent) / (lostPercent + ROBUSTNESS);
  return Math.max(0, BEST_RATING - delay - loss);
}

/** Mean opinion score of a rating, 1 to 4.5: G.107, annex B. */
function scoreOf(rating: number): number {
  if (rating <= 0) return 1;
  // Between 0 and 6.5 the polynomial dips below 1, which no score does.
  return Math.max(1, 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6);
}

export interface SoundMeasure {
  roundTripMs: number | null;
  /** How long the receiver buffers sound to smooth it. */
  bufferMs: number;
  lostShare: number;
  sentLostShare: number;
}

/** Mean opinion score, 1 to 4.5, of the worse direction. Without a round trip the delay counts as that of the buffer. */
export function estimateMos({ roundTripMs, bufferMs, lostShare, sentLostShare }: SoundMeasure): number {
  const oneWayMs = (roundTripMs ?? 0) / 2 + bufferMs + PACKET_MS;
  return scoreOf(ratingOf(oneWayMs, Math.max(lostShare, sentLostShare)));
}

/** How people perceive it: G.109 calls R of 80 and more satisfying to most, below 70 dissatisfying to many. */
export function qualityWordOf(mos: number): 'good' | 'fair' | 'poor' {
  if (mos >= scoreOf(80)) return 'good';
  return mos >= scoreOf(70) ? 'fair' : 'poor';
}
