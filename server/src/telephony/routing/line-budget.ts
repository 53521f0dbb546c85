import { callersLetIn } from './callers-let-in.ts';

/** Lines that may be accepted before the seats' ports are affected, as far as known before Redis has answered. */
export function createLineBudget(ports: number) {
  let known = { lines: 0, seats: 0 };
  let underWay = 0;
  return {
    arriving(): void {
      underWay += 1;
    },
    arrived(): void {
      underWay -= 1;
    },
    /** False: a caller who arrives now may be one too many. */
    hasRoom: (): boolean => known.lines + underWay < callersLetIn({ ports, seats: known.seats }),
    /** `lines`: the number of this line among those in use. */
    letsIn({ lines, seats }: { lines: number; seats: number }): boolean {
      known = { lines, seats };
      return lines <= callersLetIn({ ports, seats });
    },
  };
}
export type LineBudget = ReturnType<typeof createLineBudget>;
