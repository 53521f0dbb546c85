/** Files that belong to a case: pictures, documents, sounds. What a file is is told by its bytes, never by its name. */
import { z } from 'zod';
import { plainName } from '../plain-text.ts';
import { visibilities } from './case-types.ts';

export const ATTACHMENT_BYTES = 20_000_000;
export const ATTACHMENTS_PER_CASE = 20;

export const attachmentTypes = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  txt: 'text/plain',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  mp4: 'video/mp4',
} as const;
export type AttachmentType = (typeof attachmentTypes)[keyof typeof attachmentTypes];

export const attachmentErrors = {
  /** None of the types above. */
  fileTypeRefused: 415,
  /** svg, html, xml: pictures and pages that can run something. */
  fileIsMarkup: 415,
  fileHasMacros: 415,
  tooManyFiles: 409,
} as const;

export const attachmentJobs = {
  /** Remove files that no case knows. */
  sweepAttachments: z.object({}),
} as const;

export const AttachQuery = z.object({
  name: plainName(128),
  visibility: z.enum(visibilities).default('internal'),
});
export const CaseAttachment = z.object({
  attachmentId: z.string(),
  name: z.string(),
  mediaType: z.string(),
  bytes: z.number().int(),
  sha256: z.string(),
});
export type CaseAttachment = z.infer<typeof CaseAttachment>;
