import type { AppContext } from '../../platform/app-context.ts';

const LOOK_MS = 2000;
/** So many looks in a row without an answer, and the database is taken to be away. */
const SILENT_MISSES = 3;
/** Probes of a database that hangs stay open; more of them would only take connections from each other. */
const OPEN_AT_ONCE = 3;

export interface DatabaseLife {
  isSilent(): boolean;
}

/** Whether the database answers. Calls go on without it; who must know is told by an alarm on the live board. */
export function watchDatabaseLife({ db, log, shutdown }: Pick<AppContext, 'db' | 'log' | 'shutdown'>): DatabaseLife {
  let open = 0;
  let misses = 0;
  const answered = () => {
    if (misses >= SILENT_MISSES) log.warn('the database answers again');
    misses = 0;
  };
  const look = () => {
    misses += 1;
    if (misses === SILENT_MISSES)
      log.error('the database does not answer: calls go on, sign-in, pages and records wait; start it again');
    if (open >= OPEN_AT_ONCE) return;
    open += 1;
    void db
      .query('SELECT 1')
      .then(answered, () => {})
      .finally(() => {
        open -= 1;
      });
  };
  const timer = setInterval(look, LOOK_MS);
  shutdown.add('database life', () => clearInterval(timer));
  return { isSilent: () => misses >= SILENT_MISSES };
}
