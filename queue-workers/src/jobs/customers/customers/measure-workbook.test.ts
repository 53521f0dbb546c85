import { crc32, deflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { mustUnpackWithin } from './measure-workbook.ts';
import { readTable } from './read-table.ts';

interface Part {
  name: string;
  content: Buffer;
  /** The unpacked size that the directory states. */
  says?: number;
  isHidden?: boolean;
}

function zip(parts: readonly Part[]): Buffer {
  const before: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content, says = content.length, isHidden = false } of parts) {
    const packed = deflateRawSync(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(says, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    const entry = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, place, Buffer.from(name)]);
    before.push(local);
    if (!isHidden) directory.push(entry);
    at += local.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...before, ...directory, end]);
}

const sheet = (content: Buffer | string, more: Partial<Part> = {}): Part => ({
  name: 'xl/worksheets/sheet1.xml',
  content: Buffer.from(content as string),
  ...more,
});
const LIMIT = 1_000_000;
const much = Buffer.alloc(20 * LIMIT, 'A');

it('accepts what is small enough', async () => {
  await mustUnpackWithin(zip([sheet('x'), { name: 'a', content: Buffer.from('y') }]), LIMIT);
});

it.each<[string, Part[]]>([
  ['says that it unpacks to too much', [sheet(much)]],
  ['says less than it unpacks to', [sheet(much, { says: 100 })]],
  ['is too much only together', Array.from({ length: 3 }, () => sheet(much.subarray(0, LIMIT / 2), { says: 1 }))],
  ['has a part that its directory does not name', [sheet('x'), { name: 'b', content: much, isHidden: true }]],
  ['begins with one', [{ name: 'b', content: much, isHidden: true }, sheet('x')]],
])('refuses a file that %s', async (_what, parts) => {
  await expect(mustUnpackWithin(zip(parts), LIMIT)).rejects.toThrow(/too much|not in the directory/);
});

it('refuses what is not a zip file', async () => {
  for (const file of [Buffer.from('PK'), Buffer.from('PK\x03\x04 and nothing more'), zip([sheet('x')]).subarray(0, -4)])
    await expect(mustUnpackWithin(file, LIMIT)).rejects.toThrow();
});

it('rejects a workbook of 300 MB as unreadable without unpacking it into memory', async () => {
  const file = zip([sheet(Buffer.alloc(300_000_000, 'A'), { says: 100 })]);
  const before = process.memoryUsage().rss;
  await expect(readTable(file)).rejects.toThrow('too much');
  expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
});
