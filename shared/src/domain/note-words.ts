/**
 * Notes as words that a full text index of MySQL and of MariaDB takes alike: Chinese is written without spaces, and
 * only MySQL can cut it up by itself. So every two neighbouring characters become one ASCII word (账单 -> h8d265355), the
 * last of a run one more; what is written in letters and digits stays a word (x before it, since short words and common
 * ones are left out by the index). A phrase of such words is found exactly where its characters stand side by side.
 */
const RUNS = /\p{Script=Han}+|[\p{L}\p{N}]+/gu;
const isHan = (run: string) => /^\p{Script=Han}/u.test(run);

/** What is kept of a note. */
export function wordsOfNote(note: string): string {
  return runsOf(note)
    .flatMap((run) => (isHan(run) ? [...pairsOf(run), wordOf(Array.from(run).slice(-1))] : [letters(run)]))
    .join(' ');
}

/** What to ask the index in boolean mode so that it finds notes with all of these parts; '' when there are none. */
export function askForWords(search: string): string {
  return runsOf(search)
    .map((run) => {
      if (!isHan(run)) return `+${letters(run)}*`;
      const pairs = pairsOf(run);
      return pairs.length === 0 ? `+${wordOf(Array.from(run))}*` : `+"${pairs.join(' ')}"`;
    })
    .join(' ');
}

/**
 * The same without regard to where the pairs of a part stand: the index answers by itself, where a phrase has it read
 * every text that has one of its words. Of texts that are short, it finds hardly more.
 */
export function askForPairs(search: string): string {
  return runsOf(search)
    .flatMap((run) => {
      if (!isHan(run)) return [`+${letters(run)}*`];
      const pairs = pairsOf(run);
      return pairs.length === 0 ? [`+${wordOf(Array.from(run))}*`] : pairs.map((pair) => `+${pair}`);
    })
    .join(' ');
}

function runsOf(text: string): string[] {
  // Han and letters side by side (5G套餐) are runs of their own.
  return (text.normalize('NFKC').toLowerCase().match(RUNS) ?? []).flatMap(
    (run) => run.match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) ?? [],
  );
}

function pairsOf(run: string): string[] {
  const characters = Array.from(run);
  return characters.slice(1).map((character, i) => wordOf([characters[i] as string, character]));
}

function wordOf(characters: readonly string[]): string {
  return `h${characters.map((character) => (character.codePointAt(0) as number).toString(16).padStart(4, '0')).join('')}`;
}

/** Letters of other scripts are spelled out too: the index is given ASCII only. */
function letters(run: string): string {
  const ascii = run.normalize('NFKD').replaceAll(/\p{M}/gu, '');
  const spelled = Array.from(ascii, (c) => (c <= '\x7f' ? c : `u${(c.codePointAt(0) as number).toString(16)}`)).join(
    '',
  );
  return `xx${spelled}`.slice(0, 80);
}
