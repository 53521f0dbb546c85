/** Hides the middle of a phone number, keeping enough to tell two callers apart: 138****8000. */
export function maskNumber(number: string): string {
  if (number.length <= 4) return number;
  const tail = number.slice(-4);
  const head = number.slice(0, Math.max(0, Math.min(number.length - 8, number.startsWith('+') ? 6 : 3)));
  return `${head}${'*'.repeat(number.length - head.length - tail.length)}${tail}`;
}
