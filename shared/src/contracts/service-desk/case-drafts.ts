/** What somebody has typed into the form of a case that is not opened yet; kept for the person and the call. */
import { z } from 'zod';
import { InstantMs } from '../instant.ts';
import { ownId } from '../plain-text.ts';

/** As long as a day's work: what was not saved by then was not wanted. */
export const CASE_DRAFT_KEPT_MS = 20 * 3_600_000;
/** Of one person; the oldest make room. */
export const MOST_CASE_DRAFTS = 20;
const MOST_CHARACTERS = 20_000;

export const CaseDraft = z
  .object({ type: ownId(40).optional(), fields: z.record(z.string().max(40), z.unknown()) })
  .strict()
  .refine((draft) => JSON.stringify(draft).length <= MOST_CHARACTERS, { message: 'too long' });
export type CaseDraft = z.infer<typeof CaseDraft>;

/** Of a call, or `none`. */
export const CaseDraftName = z.object({ name: ownId(64).min(1) });
/** `atMs`: when it was typed, by the center's clock; `draft`: null when it was saved, or thrown away. */
export const CaseDraftBody = z.object({ atMs: InstantMs, draft: CaseDraft.nullable() }).strict();
export type CaseDraftBody = z.output<typeof CaseDraftBody>;
/** `kept`: null when nothing is known of one. */
export const KeptCaseDraft = z.object({ kept: z.object({ atMs: z.number(), draft: CaseDraft.nullable() }).nullable() });
export type KeptCaseDraft = z.infer<typeof KeptCaseDraft>;
