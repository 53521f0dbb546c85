import { z } from 'zod';

/** The year 3000: nothing can be later, and some millennia later date arithmetic fails. */
const END_MS = 32_503_680_000_000;

/** ms since 1970, as input. */
export const InstantMs = z.number().int().min(0).max(END_MS);

/** In a query: ISO 8601 with offset, or ms since 1970. */
export const Instant = z.union([
  z.iso.datetime({ offset: true }).refine((text) => InstantMs.safeParse(Date.parse(text)).success),
  z.coerce.number().pipe(InstantMs),
]);
