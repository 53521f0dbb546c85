/** Why a dialled customer was not reached, by the Q.850 cause; translated under `ends.whys` in the dictionaries. */
export function whyNotReached(cause: number): string {
  if (cause === 17) return 'busy';
  if (cause === 21 || cause === 57) return 'rejected';
  if (cause === 1 || cause === 22 || cause === 28) return 'invalidNumber';
  if (cause === 18 || cause === 19 || cause === 16) return 'noAnswer';
  return 'unreachable';
}
