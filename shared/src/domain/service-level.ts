/** A caller who gave up before this is a short abandon. */
export const SHORT_ABANDON_MS = 5000;

/**
 * The six named definitions of service level (T = threshold in seconds, 20 by default). Versioned: a change of a
 * formula is a new name. Figures of one interval or of a sum of intervals.
 */
export interface AnswerFigures {
  /** Answered by a seat. */
  answered: number;
  answeredWithin: number;
  /** Abandoned in all, of them within T, of them short (under the short-abandon limit, 5 s). */
  abandoned: number;
  abandonedWithin: number;
  abandonedShort: number;
}

/** What is divided by what. */
export const serviceLevelDefinitions = {
  /** Answered within T of all offered. The default. */
  'answered-over-all': (f: AnswerFigures) => [f.answeredWithin, f.answered + f.abandoned],
  /** The same, calls given up at once not counted at all. */
  'short-excluded': (f: AnswerFigures) => [f.answeredWithin, f.answered + f.abandoned - f.abandonedShort],
  /** Calls given up at once count as served. */
  'short-good': (f: AnswerFigures) => [f.answeredWithin + f.abandonedShort, f.answered + f.abandoned],
  /** Only those who gave up after T count against it. */
  'late-abandons-only': (f: AnswerFigures) => [f.answeredWithin, f.answered + f.abandoned - f.abandonedWithin],
  /** Everybody gone (answered or given up) within T counts as served. */
  'gone-within': (f: AnswerFigures) => [f.answeredWithin + f.abandonedWithin, f.answered + f.abandoned],
  /** Share of the answered calls alone. */
  'answered-only': (f: AnswerFigures) => [f.answeredWithin, f.answered],
} as const satisfies Record<string, (f: AnswerFigures) => [part: number, whole: number]>;

export type ServiceLevelDefinition = keyof typeof serviceLevelDefinitions;
export const serviceLevelNames = Object.keys(serviceLevelDefinitions) as [
  ServiceLevelDefinition,
  ...ServiceLevelDefinition[],
];

/** A share, or null when there is nothing to share: an empty interval has no service level. */
export function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
