/** Drafts of cases in Redis: they run out by themselves, and who has typed them has them in the browser as well. */
import {
  CASE_DRAFT_KEPT_MS,
  type CaseDraftBody,
  KeptCaseDraft,
  MOST_CASE_DRAFTS,
} from '@sansheng/shared/contracts/service-desk/case-drafts';
import type { AppContext } from '../../platform/app-context.ts';

type Kept = KeptCaseDraft['kept'];

export function createCaseDraftStore({ redis, keys }: Pick<AppContext, 'redis' | 'keys'>) {
  const read = (text: string | null | undefined): Kept => KeptCaseDraft.shape.kept.parse(JSON.parse(text ?? 'null'));
  return {
    async read(employeeNo: string, name: string, nowMs: number): Promise<Kept> {
      const kept = read(await redis.hget(keys.caseDrafts(employeeNo), name));
      return kept !== null && nowMs - kept.atMs < CASE_DRAFT_KEPT_MS ? kept : null;
    },
    /** The newest stays. That it is gone is kept as well: other browsers have it too, and are to know. */
    async write(employeeNo: string, name: string, { atMs, draft }: CaseDraftBody, nowMs: number): Promise<void> {
      const key = keys.caseDrafts(employeeNo);
      const before = read(await redis.hget(key, name));
      if (before !== null && before.atMs > atMs) return;
      // A clock that is wrong is not ahead of all that comes later.
      const kept = { atMs: Math.min(atMs, nowMs), draft } satisfies Kept;
      await redis.multi().hset(key, name, JSON.stringify(kept)).pexpire(key, CASE_DRAFT_KEPT_MS).exec();
      const all = Object.entries(await redis.hgetall(key)).map(([of, text]) => ({ of, atMs: read(text)?.atMs ?? 0 }));
      const over = all.toSorted((one, other) => other.atMs - one.atMs).slice(MOST_CASE_DRAFTS);
      if (over.length > 0) await redis.hdel(key, ...over.map(({ of }) => of));
    },
  };
}
