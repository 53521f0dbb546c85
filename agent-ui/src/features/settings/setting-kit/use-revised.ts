import { useState } from 'react';
import type { z } from 'zod';
import { Refused } from '../../../rest/rest.ts';
import { bringTogether, type Revised, revised } from './revised.ts';
import type { Faster } from './somebody-was-faster.tsx';

/**
 * What a form was made of, kept for as long as it is open: `base`, whose revision a save is meant for. When somebody was
 * faster, `takeRefusal` says with what the form goes on, and the next save is meant for what it is now.
 */
export function useRevised<T extends object>(schema: z.ZodType<T>, loaded: Revised<T> | null | undefined) {
  const [opened, setOpened] = useState(loaded ?? null);
  const [faster, setFaster] = useState<Faster | null>(null);
  // Read again while the form is open, it must not pass for what the form was made of.
  if (opened === null && loaded) setOpened(loaded);
  const base = opened ?? loaded ?? null;
  return {
    base,
    faster,
    /** To be called as a save begins. */
    forget: () => setFaster(null),
    /** After a save: from here the form goes on. */
    renew: (now: Revised<T>) => setOpened(now),
    /** The values for the form, typed ones and those of the other together; null for any other refusal. */
    takeRefusal: (error: unknown, typed: object): Record<string, unknown> | null => {
      const conflict = error instanceof Refused ? error.conflict : undefined;
      const now = conflict && revised(schema).safeParse(conflict.now).data;
      if (conflict === undefined || now === undefined || base === null) return null;
      const { merged, theirs, both } = bringTogether({ ...base }, { ...typed }, { ...now });
      setFaster({ conflict, read: { ...base }, typed: { ...typed }, theirs, both });
      setOpened(now);
      return merged;
    },
  };
}
