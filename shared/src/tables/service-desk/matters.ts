import type { matterNoteKinds } from '../../contracts/service-desk/matters.ts';
import { key, ms, msOrNull, text, textOrNull, table } from '../table.ts';

export interface MatterRow {
  matterId: string;
  customerId: string;
  kind: 'complaint' | 'workOrder' | 'callback' | 'memo' | 'enquiry';
  title: string;
  status: 'open' | 'closed';
  openedAtMs: number;
  dueAtMs: number | null;
  /** Employee number of who answers for it. */
  ownerId: string | null;
  /** The call that it came up in. */
  callId: string | null;
  closedAtMs: number | null;
}
export const MatterSchema = table<MatterRow>('matters', {
  matterId: key,
  customerId: text,
  kind: text,
  title: text,
  status: text,
  openedAtMs: ms,
  dueAtMs: msOrNull,
  ownerId: textOrNull,
  callId: textOrNull,
  closedAtMs: msOrNull,
});

export interface MatterNoteRow {
  noteId: string;
  matterId: string;
  kind: (typeof matterNoteKinds)[number];
  text: string;
  atMs: number;
  employeeNo: string;
  /** Who has the matter since, where it was handed over. */
  toId: string | null;
}
export const MatterNoteSchema = table<MatterNoteRow>('matter_notes', {
  noteId: key,
  matterId: text,
  kind: text,
  text,
  atMs: ms,
  employeeNo: text,
  toId: textOrNull,
});
