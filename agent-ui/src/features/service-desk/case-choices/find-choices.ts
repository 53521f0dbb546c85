/** What can be chosen, with the names above it. */
export interface Choice {
  value: string;
  /** From the top to itself. */
  names: readonly string[];
  initials: string;
  pinyin: string;
}

/**
 * Those that what is typed stands for, the best first: by its own letters or name, then by a name above it. `dw` finds
 * 断网, and 宽带 all that hangs below.
 */
export function findChoices(choices: readonly Choice[], typed: string): Choice[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return [...choices];
  return choices
    .map((choice) => ({ choice, rank: rankOf(choice, wanted) }))
    .filter(({ rank }) => rank < ranks.length)
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ choice }) => choice);
}

/** From the best on. */
const ranks: readonly ((choice: Choice, wanted: string) => boolean)[] = [
  ({ initials, names }, wanted) => initials === wanted || names.at(-1)?.toLowerCase() === wanted,
  ({ initials, pinyin, names }, wanted) =>
    initials.startsWith(wanted) || pinyin.startsWith(wanted) || startsWith(names.at(-1), wanted),
  ({ names }, wanted) => includes(names.at(-1), wanted),
  ({ initials }, wanted) => initials.includes(wanted),
  ({ names }, wanted) => names.some((name) => includes(name, wanted)),
];
const startsWith = (name: string | undefined, wanted: string) => name?.toLowerCase().startsWith(wanted) === true;
const includes = (name: string | undefined, wanted: string) => name?.toLowerCase().includes(wanted) === true;

function rankOf(choice: Choice, wanted: string): number {
  const rank = ranks.findIndex((fits) => fits(choice, wanted));
  return rank < 0 ? ranks.length : rank;
}
