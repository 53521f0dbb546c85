import type { Logger } from 'pino';

/** Null when it takes too long or fails: a call is not delayed for optional information. */
export async function inTime<T>(log: Logger, ms: number, asked: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  try {
    return await Promise.race([asked, late]);
  } catch (error) {
    log.warn({ err: error }, 'a look-up took too long or failed, routing goes on without it');
    return null;
  } finally {
    clearTimeout(timer);
  }
}
