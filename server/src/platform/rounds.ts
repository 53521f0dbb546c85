import type { AppContext } from './app-context.ts';

export interface Rounds {
  /** False once the server is being shut down: a long round ends early then. */
  mayGoOn: () => boolean;
  /** Does the work, and again `everyMs` after it has ended. One that fails is logged with `failed` and done again. */
  begin(everyMs: number, work: () => Promise<void>, failed: string): void;
}

/** Work that is done regularly until the server is shut down, which waits for the round that is under way. */
export function createRounds({ log, shutdown }: Pick<AppContext, 'log' | 'shutdown'>, name: string): Rounds {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> = Promise.resolve();
  shutdown.add(name, async () => {
    isStopped = true;
    clearTimeout(timer);
    await round;
  });
  return {
    mayGoOn: () => !isStopped,
    begin(everyMs, work, failed) {
      const doIn = (afterMs: number): void => {
        timer = setTimeout(() => {
          round = work()
            .catch((error: unknown) => log.warn({ err: error }, failed))
            .then(() => {
              if (!isStopped) doIn(everyMs);
            });
        }, afterMs);
      };
      // Servers that start together begin at different times.
      doIn(everyMs * Math.random());
    },
  };
}
