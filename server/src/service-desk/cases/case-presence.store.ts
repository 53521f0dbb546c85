/** Which sockets have a case open. What a page does not repeat is forgotten; Redis may lose it, and pages say it again. */
import { type CasePresent, PRESENT_EVERY_MS } from '@sansheng/shared/contracts/service-desk/case-presence';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';

const FORGOTTEN_MS = 3 * PRESENT_EVERY_MS;
/** Nobody reads a longer list. */
const MOST_SHOWN = 20;

const Present = z.object({ employeeNo: z.string(), name: z.string(), isWriting: z.boolean(), atMs: z.number() });
type Present = z.infer<typeof Present>;

export interface CasePresenceStore {
  say(caseId: string, socketId: string, present: Present): Promise<void>;
  /** Gone already is gone. */
  leave(caseId: string, socketId: string): Promise<void>;
  /** Everybody but this person, each once: writing where they write in one of their windows. */
  others(caseId: string, employeeNo: string, nowMs: number): Promise<CasePresent[]>;
}

export function createCasePresenceStore({ redis, keys }: Pick<AppContext, 'redis' | 'keys'>): CasePresenceStore {
  return {
    async say(caseId, socketId, present) {
      const key = keys.casePresence(caseId);
      await redis.multi().hset(key, socketId, JSON.stringify(present)).pexpire(key, FORGOTTEN_MS).exec();
    },
    async leave(caseId, socketId) {
      await redis.hdel(keys.casePresence(caseId), socketId);
    },
    async others(caseId, employeeNo, nowMs) {
      const key = keys.casePresence(caseId);
      const found = Object.entries(await redis.hgetall(key)).map(
        ([socketId, text]) => [socketId, Present.parse(JSON.parse(text))] as const,
      );
      const isOver = ({ atMs }: Present) => nowMs - atMs > FORGOTTEN_MS;
      const over = found.filter(([, present]) => isOver(present)).map(([socketId]) => socketId);
      if (over.length > 0) await redis.hdel(key, ...over);
      const people = new Map<string, CasePresent>();
      for (const [, present] of found) {
        if (isOver(present) || present.employeeNo === employeeNo) continue;
        const { employeeNo: of, name, isWriting } = present;
        people.set(of, { employeeNo: of, name, isWriting: isWriting || people.get(of)?.isWriting === true });
      }
      return [...people.values()]
        .toSorted((one, other) => one.employeeNo.localeCompare(other.employeeNo))
        .slice(0, MOST_SHOWN);
    },
  };
}
