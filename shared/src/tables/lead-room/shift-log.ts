import { key, ms, msOrNull, text, textOrNull, table } from '../table.ts';

/** An entry of the shift log; a hand-over is taken by whoever comes next. */
export interface ShiftNoteRow {
  noteId: string;
  atMs: number;
  employeeNo: string;
  name: string;
  teamId: string | null;
  kind: 'note' | 'handOver';
  text: string;
  takenBy: string | null;
  takenByName: string | null;
  takenAtMs: number | null;
}
export const ShiftNoteSchema = table<ShiftNoteRow>('shift_notes', {
  noteId: key,
  atMs: ms,
  employeeNo: text,
  name: text,
  teamId: textOrNull,
  kind: text,
  text,
  takenBy: textOrNull,
  takenByName: textOrNull,
  takenAtMs: msOrNull,
});
