import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const packages = ['agent-ui', 'config', 'queue-workers', 'server', 'shared', 'tests'];
const read = (path: string) => readFileSync(join(root, path), 'utf8');

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) return [path];
    return entry.name === 'node_modules' || entry.name === 'dist' ? [] : filesIn(path);
  });
}
const files = [
  ...[...packages, 'docs'].flatMap(filesIn),
  ...readdirSync(root, { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : [])),
];
/** Without the decisions and the changes, which tell of files as they were then. */
const documents = files.filter((path) => path.endsWith('.md') && !/^docs\/decisions\/|CHANGELOG/.test(path));

const lostIn = (find: (text: string, document: string) => string[]) =>
  documents.flatMap((document) => find(read(document), document).map((lost) => `${document}: ${lost}`));
const named = (text: string) => [...text.matchAll(/`([^`\s]+)`/g)].map(([, name]) => name as string);
const isThere = (path: string) =>
  files.some((file) => file === path || file.endsWith(`/${path}`) || `/${file}`.includes(`/${path}/`));

describe('documents', () => {
  it('link to files that are there', () => {
    const lost = lostIn((text, document) =>
      [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)]
        .map(([, path]) => path as string)
        .filter((path) => !existsSync(join(root, dirname(document), path))),
    );
    expect(lost).toEqual([]);
  });

  it('name files and folders that are there', () => {
    const isPath = (name: string) =>
      /^[\w@/-][\w.@/-]*\.(tsx?|lua|md|conf)$/.test(name) || packages.some((one) => name.startsWith(`${one}/`));
    const isBuilt = (name: string) => name.endsWith('/dist') || /[*<{]/.test(name);
    const lost = lostIn((text) =>
      named(text).filter((name) => isPath(name) && !isBuilt(name) && !isThere(name.replace(/\/$/, ''))),
    );
    expect(lost).toEqual([]);
  });
});

describe('rooms.md', () => {
  const wings = (read('docs/architecture/rooms.md').split('\n## ')[1] as string)
    .split('\n### ')
    .slice(1)
    .filter((wing) => !wing.startsWith('Beside'))
    .map((wing) => [wing.slice(0, wing.indexOf('\n')), wing] as const);

  it.each(wings)('has every room of %s, and no other', (wing, text) => {
    const rooms = [...text.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell]) => named(cell as string));
    const there = readdirSync(join(root, 'server/src', wing), { withFileTypes: true });
    expect(rooms.filter((room) => !room.endsWith('.ts')).toSorted()).toEqual(
      there.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).toSorted(),
    );
  });
});

describe('phrases.md', () => {
  const rows = read('docs/architecture/phrases.md')
    .split('\n')
    .filter((line) => /^\| .*`/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, phrase = '', , word = '', rule = '']) => ({
      phrase,
      word: word.replaceAll('`', ''),
      rule: named(rule)[0] ?? '',
    }));

  it.each(rows)('leads from $phrase to the rule by one search', ({ word, rule }) => {
    expect(isThere(rule)).toBe(true);
    expect(`${rule}\n${read(rule)}`.toLowerCase()).toContain(word.toLowerCase());
  });
});
