import { attachmentTypes } from '@sansheng/shared/contracts/service-desk/case-attachments';
import { describe, expect, it } from 'vitest';
import writeXlsx from 'write-excel-file/node';
import { fileTypeOf } from './file-type.ts';

const bytes = (text: string) => Buffer.from(text.padEnd(64, '\0'), 'latin1');
const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A zip file of parts that are not packed, as far as its directory goes. */
function zipOf(parts: Record<string, string>): Buffer {
  const bodies: Buffer[] = [];
  const heads: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(parts)) {
    const [named, data] = [Buffer.from(name), Buffer.from(content)];
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(named.length, 26);
    const head = Buffer.alloc(46);
    head.writeUInt32LE(0x02014b50, 0);
    head.writeUInt32LE(data.length, 20);
    head.writeUInt32LE(data.length, 24);
    head.writeUInt16LE(named.length, 28);
    head.writeUInt32LE(at, 42);
    heads.push(head, named);
    bodies.push(local, named, data);
    at += 30 + named.length + data.length;
  }
  const directory = Buffer.concat(heads);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(heads.length / 2, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, directory, end]);
}
const WORD = '<Types><Override ContentType="…wordprocessingml.document.main+xml"/></Types>';

describe('the type of a file', () => {
  it.each<[type: keyof typeof attachmentTypes, file: Buffer]>([
    ['jpeg', bytes('\xff\xd8\xff\xe0..JFIF')],
    ['png', onePixel],
    ['webp', bytes('RIFF\x10\0\0\0WEBPVP8 ')],
    ['wav', bytes('RIFF\x10\0\0\0WAVEfmt ')],
    ['pdf', bytes('%PDF-1.7\n')],
    ['mp3', bytes('ID3\x04\0\0\0\0\0\0\xff\xfb\x90\x64')],
    ['mp3', bytes('\xff\xfb\x90\x64')],
    ['mp4', bytes('\0\0\0\x18ftypmp42')],
    ['docx', zipOf({ '[Content_Types].xml': WORD, 'word/document.xml': '<w:document/>' })],
    ['txt', Buffer.from('客户说：a < b，不是标签')],
    ['txt', Buffer.from([0xcd, 0xb6, 0xcb, 0xdf, 0x0d, 0x0a])],
  ])('is %s by its bytes', async (type, file) => {
    expect(await fileTypeOf(file)).toEqual({ kind: 'known', mediaType: attachmentTypes[type] });
  });

  it('is a workbook as our own exports write it', async () => {
    const file = await writeXlsx([[{ value: '投诉', type: String }]]).toBuffer();
    expect(await fileTypeOf(file)).toEqual({ kind: 'known', mediaType: attachmentTypes.xlsx });
  });

  it.each([
    ['a drawing with a script', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['the same behind a mark and spaces', '\ufeff  \n<svg onload="alert(1)"/>'],
    ['a page', '<!DOCTYPE html><script>alert(1)</script>'],
    ['xml', '<?xml version="1.0"?><a/>'],
    ['text around a script', 'notes <script src=//x></script>'],
  ])('is markup: %s', async (_, text) => {
    expect(await fileTypeOf(Buffer.from(text))).toEqual({ kind: 'markup' });
  });

  it.each([
    ['a part that is a program', { '[Content_Types].xml': WORD, 'word/document.xml': '', 'word/vbaProject.bin': 'x' }],
    [
      'a program under another name',
      {
        '[Content_Types].xml': '<Override ContentType="application/vnd.ms-office.vbaProject"/>',
        'xl/workbook.xml': '',
      },
    ],
    ['its own word for itself', { '[Content_Types].xml': '…sheet.macroEnabled.main+xml', 'xl/workbook.xml': '' }],
  ])('has macros: %s', async (_, parts) => {
    expect(await fileTypeOf(zipOf(parts as unknown as Record<string, string>))).toEqual({ kind: 'macros' });
  });

  it('has macros, whatever capitals its parts are named in', async () => {
    const told = `${WORD}<Override ContentType="application/vnd.ms-office.vbaProject"/>`;
    expect(await fileTypeOf(zipOf({ '[CONTENT_TYPES].XML': told, 'Word/Document.xml': '' }))).toEqual({
      kind: 'macros',
    });
  });

  it.each<[string, Buffer]>([
    ['a document that does not say what it is', zipOf({ '[Content_Types].xml': '<Types/>', 'word/document.xml': 'x' })],
    [
      'a document with two lists of its parts',
      zipOf({ '[Content_Types].xml': WORD, '[content_types].xml': WORD, 'word/document.xml': '' }),
    ],
    ['a program', bytes('MZ\x90\0\x03')],
    ['a script for the shell that is not text', bytes('\x7fELF\x02\x01')],
    ['a zip file of anything', zipOf({ 'a.txt': 'x' })],
    ['a zip file that ends early', zipOf({ 'word/document.xml': 'x' }).subarray(0, 40)],
    ['a film of another maker', bytes('\0\0\0\x14ftypqt  ')],
    ['zeros', Buffer.alloc(100)],
    ['spaces', Buffer.from('  \n ')],
  ])('is not known: %s', async (_, file) => {
    expect(await fileTypeOf(file)).toEqual({ kind: 'unknown' });
  });
});
