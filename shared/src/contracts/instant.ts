import { z } from 'zod';

/** The year 3000: behind it nothing happened, and some millennia later dates can no longer be counted with. */
const END_MS = 32_503_680_000_000;

/** ms since 1970 as somebody gives it. */
export const InstantMs = z.number().int().min(0).max(END_MS);

/** Of a query: ISO 8601 with offset, or ms since 1970. */
export const Instant = z.union([
  z.iso.datetime({ offset: true }).refine((text) => InstantMs.safeParse(Date.parse(text)).success),
  z.coerce.number().pipe(InstantMs),
]);
