import { randomBytes } from 'node:crypto';
import { deflateRawSync, crc32 } from 'node:zlib';
import type { Browser } from '../http/browser.ts';
import { hostileTexts } from './hostile-texts.ts';

/** A zip of one deflated file. `claimed` is the unpacked size that its head tells, true or not. */
function zipOf(name: string, content: Buffer, claimed = content.length): Buffer {
  const packed = deflateRawSync(content, { level: 9 });
  const head = Buffer.alloc(26);
  head.writeUInt16LE(20, 0);
  head.writeUInt16LE(8, 4);
  head.writeUInt32LE(crc32(content), 10);
  head.writeUInt32LE(packed.length, 14);
  head.writeUInt32LE(claimed, 18);
  head.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), head, Buffer.from(name), packed]);
  const entry = Buffer.concat([Buffer.from('PK\x01\x02\x14\0', 'latin1'), head, Buffer.alloc(14), Buffer.from(name)]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, entry, end]);
}

const csv = (...lines: string[]) => Buffer.from(lines.join('\r\n'));

/** Customer files that no spreadsheet would write, or that must not be trusted. */
function oddFiles(): { name: string; file: Buffer }[] {
  return [
    { name: 'empty.csv', file: Buffer.alloc(0) },
    { name: 'noise.csv', file: randomBytes(10_000) },
    { name: 'noise.xlsx', file: randomBytes(10_000) },
    { name: 'zeros.csv', file: Buffer.alloc(100_000) },
    {
      name: 'hostile.csv',
      file: csv('姓名,电话', ...hostileTexts.map((text, at) => `"${text.replaceAll('"', '""')}",1380013${8100 + at}`)),
    },
    {
      name: 'hostile-heads.csv',
      file: csv(
        hostileTexts
          .slice(0, 40)
          .map((text) => `"${text.replaceAll('"', '""')}"`)
          .join(','),
        'a,b',
      ),
    },
    { name: 'open-quote.csv', file: csv('姓名,电话', '"王,13800138101') },
    { name: 'a-thousand-columns.csv', file: csv(Array.from({ length: 1000 }, (_, at) => `c${at}`).join(','), 'x') },
    { name: 'one-line.csv', file: Buffer.from('姓名,电话,'.repeat(100_000)) },
    { name: 'utf-16.csv', file: Buffer.from('\ufeff姓名,电话\r\n王,13800138102', 'utf16le') },
    { name: 'bomb.xlsx', file: zipOf('xl/worksheets/sheet1.xml', Buffer.alloc(300_000_000, 65)) },
    { name: 'lying-bomb.xlsx', file: zipOf('xl/worksheets/sheet1.xml', Buffer.alloc(300_000_000, 65), 100) },
    { name: 'path.xlsx', file: zipOf('../../../tmp/proof', Buffer.from('x')) },
    { name: '../../x.csv', file: csv('姓名,电话', 'x,13800138103') },
    { name: 'a\u0000b.csv', file: csv('姓名,电话', 'x,13800138104') },
    { name: '\u202Evsc.exe', file: csv('姓名,电话', 'x,13800138105') },
  ];
}

/** As a person who may import: each is answered, and each accepted one finishes. Returns those that did not. */
export async function uploadOddFiles(browser: Browser): Promise<{ asked: number; broken: string[] }> {
  const broken: string[] = [];
  const files = oddFiles();
  for (const { name, file } of files) {
    const path = `/api/v1/customer-imports?fileName=${encodeURIComponent(name)}`;
    const reply = await fetch(browser.url + path, {
      method: 'POST',
      headers: {
        cookie: browser.cookie,
        'x-csrf-token': browser.csrfToken,
        'content-type': 'application/octet-stream',
      },
      body: new Uint8Array(file),
    });
    const body = (await reply.json()) as { importId?: string };
    if (reply.status >= 500) broken.push(`${reply.status} ${name}`);
    if (body.importId === undefined) continue;
    const isChecked = await becomesChecked(browser, body.importId);
    if (!isChecked) broken.push(`${name} is still being checked`);
  }
  return { asked: files.length, broken };
}

async function becomesChecked(browser: Browser, importId: string): Promise<boolean> {
  const untilMs = Date.now() + 90_000;
  while (Date.now() < untilMs) {
    const { body } = await browser.get(`/api/v1/customer-imports/${importId}`);
    if ((body as { state?: string }).state !== 'checking') return true;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  return false;
}
