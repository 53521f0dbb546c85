/** `TS20261130-0001`: the type, the center's day, a running number of the two. */

export const caseNumber = (prefix: string, date: string, running: number): string =>
  `${prefix}${date.replaceAll('-', '')}-${String(running).padStart(4, '0')}`;

export const isCaseNumber = (text: string): boolean => /^[A-Z]{2,4}\d{8}-\d{4,6}$/.test(text);

/** What somebody reads out or types of a number: all of it, or four to six of its last digits. Null: no number at all. */
export function readCaseNumber(text: string): { kind: 'whole' | 'end'; digits: string } | null {
  const plain = text.replaceAll(/[\s\-–.]/g, '').toUpperCase();
  const whole = /^([A-Z]{2,4})(\d{8})(\d{4,6})$/.exec(plain);
  if (whole !== null) return { kind: 'whole', digits: `${whole[1]}${whole[2]}-${whole[3]}` };
  return /^\d{4,6}$/.test(plain) ? { kind: 'end', digits: plain } : null;
}

/** In groups of four, as it is said on the phone. */
export const spokenCaseNumber = (number: string): string =>
  number.replace(/^([A-Z]+)(\d{4})(\d{4})-(\d+)$/, '$1 $2 $3 $4');
