type Handler = (change: { regrouped: string[] }) => unknown;

/** Handlers of changed settings that still have to be called, each with the queues whose calls it must check. */
export function createOwedHandlers() {
  const handlers: Handler[] = [];
  const owed = new Map<Handler, Set<string>>();
  const owe = (handler: Handler, regrouped: readonly string[]) =>
    owed.set(handler, new Set([...(owed.get(handler) ?? []), ...regrouped]));

  /** One that fails is called again the next time, and does not hold up the others. */
  async function call(handler: Handler, regrouped: string[]): Promise<void> {
    owed.delete(handler);
    try {
      await handler({ regrouped });
    } catch (error) {
      owe(handler, regrouped);
      throw error;
    }
  }

  return {
    add: (handler: Handler): void => void handlers.push(handler),
    oweAll(regrouped: readonly string[]): void {
      for (const handler of handlers) owe(handler, regrouped);
    },
    /** Throws what the first that failed threw, once all were called. */
    async callOwed(): Promise<void> {
      const outcomes = await Promise.allSettled([...owed].map(([handler, regrouped]) => call(handler, [...regrouped])));
      const failed = outcomes.find(({ status }) => status === 'rejected');
      if (failed !== undefined) throw (failed as PromiseRejectedResult).reason;
    },
  };
}
