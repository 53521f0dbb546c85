import { readFileSync } from 'node:fs';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeWords, readIncludes, wordFiles } from '../../server/src/telephony/live-state/compose-words.ts';
import { definedTransitions } from '../../server/src/telephony/live-state/define-transition.ts';
import { loadTransitions } from '../support/load-transitions.ts';
import { luaGlobals } from '../support/lua-globals.ts';
import { theStack } from '../support/the-stack.ts';

await loadTransitions();
const transitions = [...definedTransitions()];

/** What Lua and Redis bring with them. */
const given = 'redis cjson string math table ipairs pairs tonumber type next unpack KEYS ARGV'.split(' ');

let redis: Redis;
beforeAll(() => {
  redis = new Redis(theStack().environment.REDIS_URL ?? '');
});
afterAll(() => redis.disconnect());

const sources = new Map(
  wordFiles.map((file) => {
    const url = new URL(`../../server/src/telephony/live-state/words/${file}.lua`, import.meta.url);
    return [file as string, readFileSync(url, 'utf8')];
  }),
);
const wordsOf = (source: string): string[] =>
  [...source.matchAll(/^local (?:function )?([\w, ]+)/gm)].flatMap(([, names = '']) =>
    names.split(', ').map((n) => n.trim()),
  );
/** The file of each word. */
const homes = new Map([...sources].flatMap(([file, source]) => wordsOf(source).map((word) => [word, file] as const)));

/** The files whose words a piece of Lua takes; throws for a name that nobody brings. */
async function filesUsed(source: string): Promise<string[]> {
  const { read, written } = await luaGlobals(redis, source);
  expect([...written], 'names that are made global').toEqual([]);
  const names = [...read].filter((name) => !given.includes(name));
  expect(
    names.filter((name) => !homes.has(name)),
    'names that no word has',
  ).toEqual([]);
  const used = new Set(names.map((name) => homes.get(name)));
  return wordFiles.filter((file) => file !== 'base' && used.has(file));
}

const headerOf = (source: string): string => /--\[\[ (.*?) \]\]\n/s.exec(source)?.[1] ?? '';
/** A paragraph of a header, without what stands in brackets. */
function paragraph(header: string, name: string): string {
  let text = new RegExp(`^  ${name}  ?(.*(?:\\n {8}.*)*)`, 'm').exec(header)?.[1] ?? '';
  while (/\([^()]*\)/.test(text)) text = text.replaceAll(/\([^()]*\)/g, '');
  return text;
}

describe.each(transitions)('%s.lua', (script, { args, replyCodes, own, lua }) => {
  const source = own.slice(own.indexOf('\n') + 1);
  const header = headerOf(source);
  const body = source.slice(source.indexOf(']]'));

  it('says what it does, what it is given, what it replies, and what a repeat does', () => {
    expect(source).toMatch(/^(--- @include [a-z, -]+\n)?--\[\[ [A-Z`]/);
    expect(
      paragraph(header, 'Args')
        .split(',')
        .map((name) => name.trim()),
    ).toEqual(args);
    const codes = paragraph(header, 'Reply result:')
      .split('|')
      .map((code) => code.trim());
    expect(codes.toSorted()).toEqual(replyCodes.toSorted());
    expect(header).toMatch(/^ {2}(Safe to repeat|A repeat)/m);
  });

  it('replies by the codes of its header, each of them', () => {
    expect(replyCodes.filter((code) => !body.includes(`'${code}'`))).toEqual([]);
    const replied = [...body.matchAll(/reply\(\{ result = '(\w+)'/g)].map(([, code]) => code);
    expect(replied.filter((code) => !replyCodes.includes(code ?? ''))).toEqual([]);
  });

  it('takes its arguments by name, and none that hides a word', () => {
    expect(body).not.toMatch(/\b(ARGV|KEYS)\b/);
    const there = new Set(wordsOf(composeWords(script, source)));
    expect(args.filter((arg) => there.has(arg))).toEqual([]);
  });

  it('includes the words that it uses, and no others', async () => {
    expect(await filesUsed(own)).toEqual(readIncludes(source));
    const { read } = await luaGlobals(redis, lua);
    expect([...read].filter((name) => !given.includes(name))).toEqual([]);
  });
});

describe.each([...sources])('words/%s.lua', (file, source) => {
  it('includes the words that it uses, and no others', async () => {
    expect((await filesUsed(source)).filter((used) => used !== file)).toEqual(readIncludes(source));
  });

  it('says of each word what it does, which events it appends, and what it returns', () => {
    for (const [, comment = '', name = '', code = ''] of source.matchAll(
      /((?:^-- .*\n)*)^local function (\w+)((?:.*\n(?!-- |local ))*.*)/gm,
    )) {
      expect(comment, name).toMatch(/^-- [A-Z]/);
      for (const [, event = ''] of code.matchAll(/emit\('([\w.]+)'/g)) expect(comment, name).toContain(event);
      if (/^ {2}return \S|^\(.*\) return \S/m.test(code)) expect(comment, name).toMatch(/[rR]eturns\b/);
    }
  });
});

it('no word stands in two files', () => {
  const all = [...sources].flatMap(([, source]) => wordsOf(source));
  expect(all.filter((word, place) => all.indexOf(word) !== place)).toEqual([]);
});
