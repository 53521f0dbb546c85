import type { AttachmentType } from '../../contracts/service-desk/case-attachments.ts';
import type { Visibility } from '../../contracts/service-desk/case-types.ts';
import { int, key, ms, table, text } from '../table.ts';

/** A file of a case; it is read by whoever reads the entry that it came with. */
export interface CaseAttachmentRow {
  attachmentId: string;
  caseId: string;
  /** As whoever gave it calls it; shown, and nothing else. */
  name: string;
  /** By its bytes. */
  mediaType: AttachmentType;
  bytes: number;
  sha256: string;
  visibility: Visibility;
  addedAtMs: number;
}
export const CaseAttachmentSchema = table<CaseAttachmentRow>('case_attachments', {
  attachmentId: key,
  caseId: text,
  name: text,
  mediaType: text,
  bytes: int,
  sha256: text,
  visibility: text,
  addedAtMs: ms,
});
