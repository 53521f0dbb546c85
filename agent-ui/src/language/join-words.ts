type Words = { [key: string]: string | readonly string[] | Words };

/** Turns `A | B` into the type that is both. */
type Both<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;

/** What a list of features says together. */
export type WordsOf<Features extends object> = Both<Features[keyof Features]>;

/** One tree of the words of all features; several may speak in one section. Throws when two have a word for the same key. */
export function joinWords<Features extends object>(features: Features): WordsOf<Features> {
  const all: Words = {};
  for (const words of Object.values(features) as Words[]) addWords(all, words, '');
  return all as WordsOf<Features>;
}

function addWords(to: Words, words: Words, path: string): void {
  for (const [key, value] of Object.entries(words)) {
    const there = to[key];
    if (typeof value === 'string' || isList(value)) {
      if (there !== undefined) throw new Error(`two features have a word for ${path}${key}`);
      to[key] = value;
      continue;
    }
    if (there !== undefined && (typeof there === 'string' || isList(there)))
      throw new Error(`two features have a word for ${path}${key}`);
    const section: Words = there ?? {};
    to[key] = section;
    addWords(section, value, `${path}${key}.`);
  }
}

function isList(value: Words[string]): value is readonly string[] {
  return Array.isArray(value);
}
