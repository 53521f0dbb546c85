/** A part of the switch that is asked for a sign of life. */
export type SwitchPart = 'ari' | 'sip';
/** What was heard at one look; null: it was not asked, or we could not have heard it. */
export type Heard = Record<SwitchPart, boolean | null>;
/** Looks one after another at which nothing was heard. */
export type Misses = Record<SwitchPart, number>;

/** Longest for an answer, and from one look to the next. */
export const LOOK_MS = 2000;
/** A busy switch misses one or two: six seconds of silence are told, ten end it. */
export const SILENT_MISSES = 3;
export const END_MISSES = 5;

export const noMisses: Misses = { ari: 0, sip: 0 };

/** Counts a look. One that was not made changes nothing. */
export function countMisses(before: Misses, heard: Heard): Misses {
  const next = (part: SwitchPart) => (heard[part] === null ? before[part] : heard[part] ? 0 : before[part] + 1);
  return { ari: next('ari'), sip: next('sip') };
}

/** Parts of which nothing was heard so many times. */
export const partsSilentFor = (misses: Misses, times: number): SwitchPart[] =>
  (['ari', 'sip'] as const).filter((part) => misses[part] >= times);
