import { pinyin } from 'pinyin-pro';

/** The name as typed on a keyboard, and its initials; '' for a name without letters. */
export interface NameInLetters {
  pinyin: string;
  initials: string;
}

/**
 * 王芳 -> wangfang, wf; 单雄信 -> shanxiongxin (read as a surname); John Smith -> johnsmith, js; 吕 -> lv.
 * Letters and digits alone, in lower case, cut to the length of their columns.
 */
export const readName = (name: string): NameInLetters => inLetters(name, 'head');

/** The same of what is nobody's name: 单价 -> danjia, dj. */
export const readTitle = (title: string): NameInLetters => inLetters(title, 'off');

function inLetters(text: string, surname: 'head' | 'off'): NameInLetters {
  const syllables = pinyin(text, { toneType: 'none', type: 'array', surname, v: true, nonZh: 'consecutive' })
    .flatMap((syllable) => inAscii(syllable).split(/[^a-z0-9]+/))
    .filter((syllable) => syllable !== '');
  return {
    pinyin: syllables.join('').slice(0, 160),
    initials: syllables
      .map((syllable) => syllable.slice(0, 1))
      .join('')
      .slice(0, 64),
  };
}

/** A person's input, to be compared with the beginning of either. */
export function readTypedName(typed: string): string {
  return inAscii(typed).replaceAll(/[^a-z0-9]/g, '');
}

function inAscii(text: string): string {
  return text.toLowerCase().replaceAll('ü', 'v').normalize('NFKD').replaceAll(/\p{M}/gu, '');
}
