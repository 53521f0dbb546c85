import { useState } from 'react';
import type { z } from 'zod';
import { Refused } from '../../../rest/rest.ts';
import { bringTogether, type Revised, revised } from './revised.ts';
import type { Faster } from './somebody-was-faster.tsx';

/**
 * The values a form was opened with, kept while it is open: `base`, whose revision a save refers to. If somebody was
 * faster, `takeRefusal` returns the values with which the form continues, and the next save refers to the current
 * revision.
 */
export function useRevised<T extends object>(schema: z.ZodType<T>, loaded: Revised<T> | null | undefined) {
  const [opened, setOpened] = useState(loaded ?? null);
  const [faster, setFaster] = useState<Faster | null>(null);
  // If it is read again while the form is open, it must not replace the values the form was opened with.
  if (opened === null && loaded) setOpened(loaded);
  const base = opened ?? loaded ?? null;
  return {
    base,
    faster,
    /** Call it when a save begins. */
    forget: () => setFaster(null),
    /** After a save: the form continues from here. */
    renew: (now: Revised<T>) => setOpened(now),
    /** The merged values for the form; null for any other refusal. */
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
