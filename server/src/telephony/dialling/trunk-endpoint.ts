/**
 * What Asterisk dials for a number outside. In its dial strings `@`, `/`, `&` and `,` have meanings of their own, so
 * anything but a number is refused, whatever its source. Throws TypeError.
 */
export function trunkEndpoint(number: string, trunk: string): string {
  if (!/^\+?[\d*#]{1,32}$/.test(number)) throw new TypeError(`not a number to dial: ${JSON.stringify(number)}`);
  return `PJSIP/${number}@${trunk}`;
}
