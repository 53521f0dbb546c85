/** What a file is, by its bytes alone. Only what is on the list is known; everything else is refused. */
import { inflateRawSync } from 'node:zlib';
import { type AttachmentType, attachmentTypes } from '@sansheng/shared/contracts/service-desk/case-attachments';
import { readZipDirectory } from '@sansheng/shared/zip';
import { fileTypeFromBuffer } from 'file-type';

export type FileType = { kind: 'known'; mediaType: AttachmentType } | { kind: 'markup' | 'macros' | 'unknown' };

export async function fileTypeOf(file: Buffer): Promise<FileType> {
  if (file.subarray(0, 4).equals(ZIP_MARK)) return officeTypeOf(file);
  const mediaType = (await fileTypeFromBuffer(file))?.mime as AttachmentType | undefined;
  return mediaType !== undefined && byMark.has(mediaType) ? { kind: 'known', mediaType } : textTypeOf(file);
}

const ZIP_MARK = Buffer.from('PK\x03\x04');
const { jpeg, png, webp, pdf, mp3, wav, mp4 } = attachmentTypes;
const byMark: ReadonlySet<AttachmentType> = new Set([jpeg, png, webp, pdf, mp3, wav, mp4]);

/** Names of parts are the same in capitals and small letters. */
const CONTENT_TYPES = '[content_types].xml';
const LONGEST_CONTENT_TYPES = 1_000_000;
const MOST_PARTS = 10_000;

/** A document that carries a program says so in the list of its parts, or in what it says they are. */
function officeTypeOf(file: Buffer): FileType {
  try {
    const parts = partsOf(file);
    const told = parts.get(CONTENT_TYPES)?.() ?? '';
    const names = [...parts.keys()];
    if (/macroEnabled|vbaProject|activeX/i.test(told) || names.some((name) => /vba|activeX|macrosheets/i.test(name)))
      return { kind: 'macros' };
    if (told.includes('wordprocessingml.document.main+xml') && parts.has('word/document.xml'))
      return { kind: 'known', mediaType: attachmentTypes.docx };
    if (told.includes('spreadsheetml.sheet.main+xml') && parts.has('xl/workbook.xml'))
      return { kind: 'known', mediaType: attachmentTypes.xlsx };
  } catch {
    // No zip file after all, or one that is damaged.
  }
  return { kind: 'unknown' };
}

/** Parts of a zip file by name, each with what unpacks it. Throws for what is none, and for what programs read differently. */
function partsOf(file: Buffer): Map<string, () => string> {
  const { entries } = readZipDirectory(file);
  if (entries.length > MOST_PARTS) throw new Error('more parts than a document has');
  const parts = entries.map(({ name, dataAt, to, method }) => {
    const unpack = (): string => {
      const data = file.subarray(dataAt, to);
      return (method === 8 ? inflateRawSync(data, { maxOutputLength: LONGEST_CONTENT_TYPES }) : data).toString('utf8');
    };
    return [name.toLowerCase(), unpack] as const;
  });
  const byName = new Map(parts);
  if (byName.size < parts.length) throw new Error('two parts of one name');
  return byName;
}

const markup = /<\s*(\?xml|!doctype|!entity|svg|html|head|body|script|iframe|object|embed|img|xsl:)/i;

function textTypeOf(file: Buffer): FileType {
  const text = textOf(file);
  if (text === null || text.trim() === '') return { kind: 'unknown' };
  if (text.trimStart().startsWith('<') || markup.test(text)) return { kind: 'markup' };
  return { kind: 'known', mediaType: attachmentTypes.txt };
}

/** In one of the encodings that text files here have; null: it is none, or holds what no text holds. */
function textOf(file: Buffer): string | null {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(file);
      // oxlint-disable-next-line no-control-regex
      if (!/[\x00-\x08\x0b\x0e-\x1f\x7f]/.test(text)) return text;
    } catch {
      // Not in this encoding.
    }
  }
  return null;
}
