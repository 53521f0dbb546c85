import { expect, it } from 'vitest';
import { composeWords, readIncludes, wordFiles } from './compose-words.ts';

const heads = (lua: string) => lua.match(/--\[\[ .*/g);

it('puts nothing but the base before a script that includes nothing', () => {
  const lua = composeWords('withdraw', '--[[ Includes nothing. ]]\nreturn reply({})');
  expect(heads(lua)).toHaveLength(1);
  expect(lua).toContain('local function emit(');
  expect(lua).not.toContain('local function moveAgent(');
});

it('puts what the included words need before them, once each and in one order', () => {
  const lua = composeWords('end-offer', '--- @include settle, match\nreturn reply({})');
  const places = ['key', 'moveAgent', 'writtenOf', 'enterLine', 'ringsOf', 'matchCall', 'freeSeat'].map((word) =>
    lua.indexOf(`local function ${word}(`),
  );
  expect(places.every((place) => place >= 0)).toBe(true);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(lua.split('local function moveAgent(')).toHaveLength(2);
  expect(lua).not.toContain('local function addLeg(');
});

it('refuses a name that there are no words of', () => {
  expect(() => composeWords('end-offer', '--- @include match, moves\n')).toThrow(
    'end-offer.lua includes moves, and there is no live-state/words/moves.lua',
  );
});

it('reads includes from the first line only', () => {
  expect(readIncludes('--- @include match,  waits\n--- @include legs')).toEqual(['match', 'waits']);
  expect(readIncludes('--[[ x ]]\n--- @include legs')).toEqual([]);
  expect(wordFiles[0]).toBe('base');
});
