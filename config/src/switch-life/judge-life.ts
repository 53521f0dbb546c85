/** A part of the switch that is checked for a sign of life. */
export type SwitchPart = 'ari' | 'sip';
/** Result of one check; null: it was not asked, or we could not have received the answer. */
export type Heard = Record<SwitchPart, boolean | null>;
/** Consecutive checks without an answer. */
export type Misses = Record<SwitchPart, number>;

/** Time limit for an answer, and interval between checks. */
export const LOOK_MS = 2000;
/** A busy switch misses one or two: six seconds of silence are reported, ten end it. */
export const SILENT_MISSES = 3;
export const END_MISSES = 5;

export const noMisses: Misses = { ari: 0, sip: 0 };

/** Counts a check. One that was not made changes nothing. */
export function countMisses(before: Misses, heard: Heard): Misses {
  const next = (part: SwitchPart) => (heard[part] === null ? before[part] : heard[part] ? 0 : before[part] + 1);
  return { ari: next('ari'), sip: next('sip') };
}

/** Parts that failed to answer this many times. */
export const partsSilentFor = (misses: Misses, times: number): SwitchPart[] =>
  (['ari', 'sip'] as const).filter((part) => misses[part] >= times);
