/**
 * What Asterisk dials for a number outside. Its dial string gives `@`, `/`, `&` and `,` a meaning of their own, so whatever
 * is more than a number is refused, whoever made it up. Throws TypeError.
 */
export function trunkEndpoint(number: string, trunk: string): string {
  if (!/^\+?[\d*#]{1,32}$/.test(number)) throw new TypeError(`not a number to dial: ${JSON.stringify(number)}`);
  return `PJSIP/${number}@${trunk}`;
}
