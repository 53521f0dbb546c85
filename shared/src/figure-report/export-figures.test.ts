import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { type ExportTable, writeXlsx } from './export-figures.ts';

const table: ExportTable = {
  about: [
    ['三声 · 指标报表', ''],
    ['时段', '一日'],
  ],
  head: ['开始', '分组', '接听', '平均等待 (秒)', '服务水平'],
  columns: [
    { title: '接听', unit: 'count', of: () => null },
    { title: '平均等待 (秒)', unit: 'seconds', of: () => null },
    { title: '服务水平', unit: 'share', of: () => null },
  ],
  rows: [
    ['09:00', '=1+1', 3, 1.25, 0.5],
    ['10:00', '售后', null, null, null],
  ],
};

const partsOf = (workbook: Uint8Array) =>
  Object.fromEntries(Object.entries(unzipSync(workbook)).map(([path, bytes]) => [path, strFromU8(bytes)]));

it('names each sheet as a spreadsheet allows, and numbers them when there are several', async () => {
  const namesOf = async (names: string[]) => {
    const parts = partsOf(await writeXlsx(names.map((name) => ({ name, table }))));
    return [...(parts['xl/workbook.xml'] ?? '').matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(([, name]) => name);
  };
  expect(await namesOf(['figures'])).toEqual(['figures']);
  expect(await namesOf(['a/b', 'a/b'])).toEqual(['1 a b', '2 a b']);
  expect((await namesOf(['x'.repeat(40)]))[0]).toHaveLength(31);
});

it('freezes the headings, shows shares in per cent and times to a tenth, and takes no text for a formula', async () => {
  const parts = partsOf(await writeXlsx([{ name: 'figures', table }]));
  const sheet = parts['xl/worksheets/sheet1.xml'] ?? '';
  const styles = parts['xl/styles.xml'] ?? '';
  expect(sheet).toMatch(/<pane [^>]*ySplit="4" xSplit="2"[^>]*state="frozen"/);
  const widths = [...sheet.matchAll(/<col [^>]*width="([\d.]+)"/g)].map(([, width]) => Number(width));
  expect(widths).toEqual([22, 18, 10, expect.closeTo(11.2), 10]);

  const looks = [...styles.matchAll(/<xf [^>]*>/g)].map(([look]) => look);
  const lookOf = (cell: string) => looks[Number(new RegExp(`r="${cell}" s="(\\d+)"`).exec(sheet)?.[1])] ?? '';
  const formatOf = (cell: string) => {
    const id = /numFmtId="(\d+)"/.exec(lookOf(cell))?.[1];
    return new RegExp(`numFmtId="${id}" formatCode="([^"]*)"`).exec(styles)?.[1];
  };
  expect(['C5', 'D5', 'E5'].map(formatOf)).toEqual([undefined, '0.0', '0.0%']);

  const fonts = [...styles.matchAll(/<font>.*?<\/font>/g)].map(([font]) => font);
  const fontOf = (cell: string) => fonts[Number(/fontId="(\d+)"/.exec(lookOf(cell))?.[1])] ?? '';
  expect(fontOf('A1')).toMatch(/sz val="14".*<b\/>/);
  expect(fontOf('E4')).toMatch(/sz val="11".*<b\/>/);
  expect(fontOf('A5')).not.toContain('<b/>');

  expect(sheet).toMatch(/<c r="B5"[^>]* t="s">/);
  expect(sheet).not.toContain('<f>');
  expect(parts['xl/sharedStrings.xml']).toContain('=1+1');
  expect(sheet).not.toMatch(/<c r="[CDE]6"/);
});
