/** Cases that are one and the same, and cases that belong to another: hinted, merged and parted again, nested. */
import { z } from 'zod';
import { ownId } from '../plain-text.ts';
import { CaseEntry, CaseRowView } from './cases.ts';

/** A merge is undone within this, while the other case is open; a closed case is hinted for as long. */
export const MERGE_DAYS = 7;

export const mergeErrors = {
  /** Into itself, or into a case that was merged or is over. */
  noTarget: 409,
  mergeTooOld: 409,
} as const;

export const AlikeQuery = z.object({
  type: ownId(40).min(1),
  category: ownId(40).optional(),
  customer: ownId(40).optional(),
  number: ownId(32).optional(),
});
export const AlikeCases = z.object({ cases: z.array(CaseRowView) });

export const MergeCaseBody = z
  .object({
    version: z.number().int().positive(),
    /** Number or id of the case that goes on. */
    into: ownId(40).min(1),
    text: z.string().trim().max(4000).default(''),
  })
  .strict();

/** A case that was merged into this one, with what it has otherwise and what happened to it. */
export const MergedCase = z.object({
  caseNo: z.string(),
  title: z.string(),
  mergedAtMs: z.number(),
  differences: z.array(z.object({ name: z.string(), own: z.unknown(), other: z.unknown() })),
  entries: z.array(CaseEntry),
  mayUndo: z.boolean(),
});
export type MergedCase = z.infer<typeof MergedCase>;
export const MergedCases = z.object({ cases: z.array(MergedCase) });

/** Null: it belongs to none. */
export const ParentBody = z.object({ parent: ownId(40).min(1).nullable() }).strict();
const Relative = CaseRowView.pick({ caseNo: true, title: true, state: true, stepName: true, typeName: true });
export const CaseFamily = z.object({ parent: Relative.nullable(), children: z.array(Relative) });
export type CaseFamily = z.infer<typeof CaseFamily>;
