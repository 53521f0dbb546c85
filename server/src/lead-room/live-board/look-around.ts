/** What limits are checked against besides the board itself. */
import { hostname } from 'node:os';
import type { Logger } from 'pino';
import type { AppContext } from '../../platform/app-context.ts';
import type { AgentsStore, CallsStore } from '../../telephony/index.ts';
import { readWorkers } from './alarms.store.ts';
import type { Around, CasesState, Outlook, StoresState, SwitchState } from './find-alarms.ts';
import { areWorkersBehind } from './judge-workers.ts';

/** How often to ask whether cases wait too long. */
const CASES_EVERY_MS = 5000;

export interface AroundParts {
  context: AppContext;
  agents: Pick<AgentsStore, 'countSeats'>;
  calls: Pick<CallsStore, 'countLines'>;
  /** How many callers the RTP ports allow, with this many seats signed in. */
  callersLetIn: (seats: number) => number;
  /** True on the server responsible for the node: it checks the limits even while nobody watches. */
  node: { isLeading(): boolean };
  isDiskLow: () => boolean;
  isDatabaseSilent: () => boolean;
  /** Asked on the server responsible for the node; null: not known yet. */
  switchState: () => SwitchState | null;
  casesState: () => Promise<CasesState>;
  log: Logger;
}

/** `changed`: what was asked for before has come. Each look says what there is, and how far this server can tell. */
export function createLookAround(parts: AroundParts, changed: () => void) {
  const { log } = parts;
  const machine = hostname();
  let cases: CasesState | null = null;
  let casesAtMs = 0;
  let workersExcusedUntilMs: number | null = null;

  /** As last read: the board does not wait for the database. Null on a server that is not responsible. */
  function lookAtCases(nowMs: number): CasesState | null {
    if (!parts.node.isLeading()) {
      cases = null;
      casesAtMs = 0;
    } else if (nowMs - casesAtMs >= CASES_EVERY_MS) {
      casesAtMs = nowMs;
      parts.casesState().then(
        (found) => {
          cases = found;
          changed();
        },
        (error) => log.warn({ err: error }, 'could not read which cases wait too long, will retry'),
      );
    }
    return cases;
  }

  /** Null on a server that is not responsible for the node. */
  async function lookAtStores(): Promise<StoresState | null> {
    if (!parts.node.isLeading()) {
      workersExcusedUntilMs = null;
      return null;
    }
    const isDatabaseSilent = parts.isDatabaseSilent();
    const workers = await readWorkers(parts.context);
    // Without the database they cannot write, and once it is back they need a moment.
    if (isDatabaseSilent || workersExcusedUntilMs === null) workersExcusedUntilMs = workers.nowMs;
    return { isDatabaseSilent, areWorkersBehind: areWorkersBehind(workers, workersExcusedUntilMs) };
  }

  return async (nowMs: number): Promise<{ around: Around; here: Outlook }> => {
    const [used, seats] = await Promise.all([parts.calls.countLines(), parts.agents.countSeats()]);
    const atSwitch = parts.node.isLeading() ? parts.switchState() : null;
    const stores = await lookAtStores();
    const ofCases = lookAtCases(nowMs);
    return {
      around: {
        lines: { used, most: parts.callersLetIn(seats) },
        diskLowAt: parts.isDiskLow() ? machine : null,
        switch: atSwitch,
        stores,
        cases: ofCases,
      },
      here: {
        machine,
        node: atSwitch?.node ?? null,
        isLeading: stores !== null,
        knowsCases: ofCases !== null,
      },
    };
  };
}
