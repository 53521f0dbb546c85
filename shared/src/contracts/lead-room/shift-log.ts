/** What leads note of a shift, and hand over to the next. */
import { z } from 'zod';

export const WriteShiftNote = z
  .object({ kind: z.enum(['note', 'handOver']), text: z.string().trim().min(1).max(4000) })
  .strict();
export const ShiftNote = z.object({
  noteId: z.string(),
  atMs: z.number(),
  employeeNo: z.string(),
  name: z.string(),
  /** Of the lead who wrote it; null: the whole center's. */
  teamId: z.string().nullable(),
  kind: z.enum(['note', 'handOver']),
  text: z.string(),
  /** Of a hand-over: who has taken it, and when. */
  takenBy: z.string().nullable(),
  takenByName: z.string().nullable(),
  takenAtMs: z.number().nullable(),
});
export type ShiftNote = z.infer<typeof ShiftNote>;
export const ShiftLog = z.object({ notes: z.array(ShiftNote), nextCursor: z.string().nullable() });
