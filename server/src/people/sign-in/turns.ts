/**
 * Returns a function that runs work, at most `width` at once. Waiting parties take turns, each in the order it asked: a
 * hundred attempts from one address do not delay anybody at another.
 */
export function createTurns(width: number): <T>(party: string, work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting = new Map<string, (() => void)[]>();
  const nextInTurn = () => {
    const [party, ofParty = []] = waiting.entries().next().value ?? [];
    if (party === undefined) return undefined;
    const next = ofParty.shift();
    waiting.delete(party);
    // Behind all the others.
    if (ofParty.length > 0) waiting.set(party, ofParty);
    return next;
  };
  return async (party, work) => {
    if (running >= width) {
      await new Promise<void>((resolve) => {
        waiting.set(party, [...(waiting.get(party) ?? []), resolve]);
      });
    } else running += 1;
    try {
      return await work();
    } finally {
      // The place is handed on, so nobody can slip in between.
      const next = nextInTurn();
      if (next) next();
      else running -= 1;
    }
  };
}
