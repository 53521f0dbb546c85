import { expect, it } from 'vitest';
import { type Choice, findChoices } from './find-choices.ts';

const choice = (names: string[], initials: string, pinyin: string): Choice => ({
  value: names.at(-1) as string,
  names,
  initials,
  pinyin,
});
const choices = [
  choice(['报修', '物业', '单位'], 'dw', 'danwei'),
  choice(['报修', '宽带', '断网'], 'dw', 'duanwang'),
  choice(['报修', '宽带', '网速慢'], 'wsm', 'wangsuman'),
  choice(['报修', '物业', '电梯故障'], 'dtgz', 'diantiguzhang'),
  choice(['理赔', '车险', '核价 Price'], 'hjp', 'hejiaprice'),
];

it.each([
  ['dw', ['单位', '断网']],
  ['DW', ['单位', '断网']],
  ['duanw', ['断网']],
  ['断', ['断网']],
  ['网', ['网速慢', '断网']],
  ['宽带', ['断网', '网速慢']],
  ['gz', ['电梯故障']],
  ['price', ['核价 Price']],
  ['zz', []],
  ['[', []],
])('finds by %s', (typed, found) => {
  expect(findChoices(choices, typed).map(({ value }) => value)).toEqual(found);
});

it('offers all while nothing is typed', () => {
  expect(findChoices(choices, ' ')).toHaveLength(choices.length);
});
