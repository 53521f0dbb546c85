/** What a file is, by its bytes alone. Only what is on the list is known; everything else is refused. */
import { inflateRawSync } from 'node:zlib';
import { type AttachmentType, attachmentTypes } from '@sansheng/shared/contracts/service-desk/case-attachments';
import { readZipDirectory } from '@sansheng/shared/zip';

export type FileType = { kind: 'known'; mediaType: AttachmentType } | { kind: 'markup' | 'macros' | 'unknown' };

export function fileTypeOf(file: Buffer): FileType {
  const type = typeByMark(file);
  if (type !== null) return { kind: 'known', mediaType: attachmentTypes[type] };
  if (startsWith(file, 'PK\x03\x04')) return officeTypeOf(file);
  return textTypeOf(file);
}

const startsWith = (file: Buffer, mark: string, at = 0): boolean =>
  file.subarray(at, at + mark.length).equals(Buffer.from(mark, 'latin1'));

function typeByMark(file: Buffer): keyof typeof attachmentTypes | null {
  if (startsWith(file, '\xff\xd8\xff')) return 'jpeg';
  if (startsWith(file, '\x89PNG\r\n\x1a\n')) return 'png';
  if (startsWith(file, '%PDF-')) return 'pdf';
  if (startsWith(file, 'RIFF') && startsWith(file, 'WEBP', 8)) return 'webp';
  if (startsWith(file, 'RIFF') && startsWith(file, 'WAVE', 8)) return 'wav';
  if (startsWith(file, 'ftyp', 4)) return mp4Brands.has(file.toString('latin1', 8, 12)) ? 'mp4' : null;
  return startsWith(file, 'ID3') || isMp3Frame(file) ? 'mp3' : null;
}

/** Of what cameras, telephones and encoders write. */
const mp4Brands: ReadonlySet<string> = new Set([
  'isom',
  'iso2',
  'iso4',
  'iso5',
  'iso6',
  'mp41',
  'mp42',
  'avc1',
  'dash',
  'M4V ',
  'MSNV',
  'mmp4',
  '3gp4',
  '3gp5',
]);

/** Eleven bits set, layer III, and a bit rate and a sample rate that there are. */
function isMp3Frame(file: Buffer): boolean {
  const [first = 0, second = 0, third = 0] = file;
  const bitRate = third >> 4;
  return first === 0xff && (second & 0xe6) === 0xe2 && bitRate > 0 && bitRate < 15 && ((third >> 2) & 3) !== 3;
}

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
