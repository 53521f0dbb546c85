import { readFileSync } from 'node:fs';

/** The files of `words/`, in the order in which they stand before a script: each includes only files before it. */
export const wordFiles = [
  'base',
  'seats',
  'written',
  'waiting',
  'rings',
  'match',
  'settle',
  'waits',
  'callbacks',
  'queueing',
  'legs',
  'asking',
  'promote',
  'leg-changes',
  'talks',
] as const;
type WordFile = (typeof wordFiles)[number];

const words = new Map<string, string>(
  wordFiles.map((file) => [file, readFileSync(new URL(`./words/${file}.lua`, import.meta.url), 'utf8')]),
);

/** The words that a script names in its first line, `--- @include waiting, match`; what stands on `base` alone has no such line. */
export function readIncludes(source: string): string[] {
  const [, names] = /^--- @include (.+)$/m.exec(source.split('\n', 1)[0] ?? '') ?? [];
  return names === undefined ? [] : names.split(',').map((name) => name.trim());
}

/**
 * The words that a script includes, and those that they include, once each and in their order. Throws when there is no
 * such file, or one that would have to stand before itself.
 */
export function composeWords(script: string, source: string): string {
  const included = new Set<WordFile>(['base']);
  const include = (by: string, names: string[], before: number): void => {
    for (const name of names) {
      const place = wordFiles.indexOf(name as WordFile);
      if (place < 0) throw new Error(`${by}.lua includes ${name}, and there is no live-state/words/${name}.lua`);
      if (place >= before) throw new Error(`words/${by}.lua includes ${name}, which stands after it`);
      included.add(name as WordFile);
      include(name, readIncludes(words.get(name) ?? ''), place);
    }
  };
  include(script, readIncludes(source), wordFiles.length);
  return wordFiles
    .filter((file) => included.has(file))
    .map((file) => words.get(file))
    .join('\n');
}
