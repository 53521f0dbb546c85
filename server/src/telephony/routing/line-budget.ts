import { callersLetIn } from './callers-let-in.ts';

/** Lines that may come in before the ports of the seats are touched, as far as is known before Redis has said. */
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
    /** False: whoever arrives now may be one too many. */
    hasRoom: (): boolean => known.lines + underWay < callersLetIn({ ports, seats: known.seats }),
    /** `lines`: which one this is of those that are in. */
    letsIn({ lines, seats }: { lines: number; seats: number }): boolean {
      known = { lines, seats };
      return lines <= callersLetIn({ ports, seats });
    },
  };
}
