/** Notes of leads on a shift, and hand-overs to the next. */
import { z } from 'zod';

export const WriteShiftNote = z
  .object({ kind: z.enum(['note', 'handOver']), text: z.string().trim().min(1).max(4000) })
  .strict();
export const ShiftNote = z.object({
  noteId: z.string(),
  atMs: z.number(),
  employeeNo: z.string(),
  name: z.string(),
  /** Team of the lead who wrote it; null: the whole center. */
  teamId: z.string().nullable(),
  kind: z.enum(['note', 'handOver']),
  text: z.string(),
  /** For a hand-over: who accepted it, and when. */
  takenBy: z.string().nullable(),
  takenByName: z.string().nullable(),
  takenAtMs: z.number().nullable(),
});
export type ShiftNote = z.infer<typeof ShiftNote>;
export const ShiftLog = z.object({ notes: z.array(ShiftNote), nextCursor: z.string().nullable() });
