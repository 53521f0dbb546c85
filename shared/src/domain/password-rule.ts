/** What a password must not be, whoever sets it: found by the first guesses. */
export const PASSWORD_LENGTH = 10;
/** Fewer different characters are a rhythm, not a password. */
const LEAST_DIFFERENT = 4;
/** Left after the employee number is taken out of it. */
const LEAST_BESIDE_NUMBER = 6;

/** Words that lists of broken passwords begin with; compared by their letters, whatever digits stand around them. */
const common = new Set([
  'password',
  'passw',
  'passwd',
  'pass',
  'admin',
  'administrator',
  'root',
  'user',
  'test',
  'guest',
  'welcome',
  'letmein',
  'qwerty',
  'qwertyuiop',
  'qwertyuiopasdfghjkl',
  'asdfghjkl',
  'zxcvbnm',
  'qazwsx',
  'qazwsxedc',
  'abc',
  'abcd',
  'abcdef',
  'iloveyou',
  'woaini',
  'monkey',
  'dragon',
  'football',
  'changeme',
  'default',
  'callcenter',
  'sansheng',
  'q',
  'a',
  'aa',
  'qwe',
  'asd',
  'mima',
  '',
]);

export type WeakPassword = 'tooShort' | 'ownNumber' | 'repeated' | 'sequence' | 'common';

/** Null: it will do. */
export function whyWeak(password: string, employeeNo: string): WeakPassword | null {
  const characters = [...password];
  if (characters.length < PASSWORD_LENGTH) return 'tooShort';
  const withoutNumber = employeeNo === '' ? password : password.replaceAll(employeeNo, '');
  if (withoutNumber !== password && withoutNumber.length < LEAST_BESIDE_NUMBER) return 'ownNumber';
  if (new Set(characters).size < LEAST_DIFFERENT || isRepeated(password)) return 'repeated';
  if (isSequence(characters)) return 'sequence';
  const letters = password.toLowerCase().replaceAll(/[^a-z]/g, '');
  // Digits and signs alone are many enough when they are neither repeated nor in order; a common word is not saved by
  // them.
  const isDigitsAlone = /^[\d\W_]*$/.test(password);
  return !isDigitsAlone && common.has(letters) ? 'common' : null;
}

/** One part, up to half as long as the whole, over and over: `abcabcabca`. */
function isRepeated(password: string): boolean {
  for (let length = 1; length <= password.length / 2; length += 1) {
    if (password.slice(0, length).repeat(password.length).startsWith(password)) return true;
  }
  return false;
}

/** Up or down by one at every step, `9` going on with `0`: `1234567890`. */
function isSequence(characters: readonly string[]): boolean {
  const steps = characters.slice(1).map((character, i) => {
    const step = (character.codePointAt(0) ?? 0) - (characters[i]?.codePointAt(0) ?? 0);
    return step === -9 && character === '0' ? 1 : step === 9 && character === '9' ? -1 : step;
  });
  return steps.every((step) => step === 1) || steps.every((step) => step === -1);
}
