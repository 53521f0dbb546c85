import { expect, it } from 'vitest';
import { readName, readTypedName } from './name-in-letters.ts';

it.each([
  ['王芳', 'wangfang', 'wf'],
  ['单雄信', 'shanxiongxin', 'sxx'],
  ['曾国藩', 'zengguofan', 'zgf'],
  ['吕布', 'lvbu', 'lb'],
  ['欧阳修', 'ouyangxiu', 'oyx'],
  ['John Smith', 'johnsmith', 'js'],
  ['José Ñandú', 'josenandu', 'jn'],
  ['王芳（三店）', 'wangfangsandian', 'wfsd'],
  ['阿里云 88', 'aliyun88', 'aly8'],
  ['☎', '', ''],
])('reads %s as %s, %s', (name, pinyin, initials) => {
  expect(readName(name)).toEqual({ pinyin, initials });
});

it('reads what is typed in the same way', () => {
  expect(readTypedName("Wang Fang'")).toBe('wangfang');
  expect(readTypedName('LÜ bu')).toBe('lvbu');
  expect(readTypedName('王')).toBe('');
});
