import type { Identification } from '../identify/index.ts';
import type { Caller } from './decide-entry.ts';

/** Who calls, of calls that are arriving. The first to ask sets off the look-up, and all have its answer. */
export function createLookUps(identification: Pick<Identification, 'lookUp'>) {
  const asked = new Map<string, () => Promise<Caller>>();
  return {
    begin(callId: string, callerNumber: string): () => Promise<Caller> {
      let answer: Promise<Caller> | undefined;
      const ask = () => (answer ??= identification.lookUp(callId, callerNumber));
      asked.set(callId, ask);
      return ask;
    },
    /** Undefined: the call is not arriving here, or has arrived. */
    of: (callId: string): Promise<Caller> | undefined => asked.get(callId)?.(),
    end: (callId: string): void => void asked.delete(callId),
  };
}
export type LookUps = ReturnType<typeof createLookUps>;
