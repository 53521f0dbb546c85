import { expect, it } from 'vitest';
import { isOffered, pathTo, treeFault } from './tree.ts';

const on = (parentId: string | null) => ({ parentId, isActive: true });
const tree = new Map([
  ['repair', on(null)],
  ['broadband', on('repair')],
  ['no-internet', on('broadband')],
  ['gas', { parentId: 'repair', isActive: false }],
  ['gas-smell', on('gas')],
  ['claim', on(null)],
  ['lost', on('nowhere')],
]);

it.each<[why: string, id: string, node: { parentId: string | null; isActive: boolean }, fault: string | null]>([
  ['a new one on the third level', 'slow', on('broadband'), null],
  ['a new one on the fourth', 'slower', on('no-internet'), 'tooDeep'],
  ['what has two levels below it, one level down', 'repair', on('claim'), 'tooDeep'],
  ['what has one level below it, one level down', 'broadband', on('claim'), null],
  ['below itself', 'repair', on('repair'), 'cycle'],
  ['below what hangs on it', 'repair', on('no-internet'), 'cycle'],
  ['below nothing that there is', 'slow', on('nothing'), 'noParent'],
  ['a new one below what is switched off', 'leak', on('gas'), 'inactiveParent'],
  ['switched off below what is switched off', 'leak', { parentId: 'gas', isActive: false }, null],
  ['where it was before its parent was switched off', 'gas-smell', on('gas'), null],
  ['at the top', 'broadband', on(null), null],
])('hangs a node where it may: %s', (_, id, node, fault) => {
  expect(treeFault(tree, id, node, 3)).toBe(fault);
});

it('knows the way to a node, and ends where the rows do', () => {
  expect(pathTo(tree, 'no-internet')).toEqual(['repair', 'broadband', 'no-internet']);
  expect(pathTo(tree, 'lost')).toEqual(['lost']);
  expect(pathTo(tree, 'nobody')).toEqual([]);
  const round = new Map([
    ['a', on('b')],
    ['b', on('a')],
  ]);
  expect(pathTo(round, 'a')).toEqual(['b', 'a']);
});

it('offers what is active to the top', () => {
  expect(['no-internet', 'gas-smell', 'nobody'].map((id) => isOffered(tree, id))).toEqual([true, false, false]);
});
