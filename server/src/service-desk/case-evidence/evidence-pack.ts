/** What lies in an evidence pack, but for the files of the case themselves. Pure: everything is given. */
import { createHash } from 'node:crypto';
import { canonical, findBrokenEntry } from '@sansheng/shared/db';
import { csvCell } from '@sansheng/shared/domain/csv-cell';
import type { CaseType } from '@sansheng/shared/contracts/service-desk/case-types';
import type { CaseClock } from '@sansheng/shared/domain/cases/case-clock';
import type { CaseAttachmentRow } from '@sansheng/shared/tables/service-desk/case-attachments';
import type { CaseEventRow, CaseRow } from '@sansheng/shared/tables/service-desk/cases';

export interface Evidence {
  row: CaseRow;
  type: CaseType;
  clocks: readonly CaseClock[];
  entries: readonly CaseEventRow[];
  attachments: readonly CaseAttachmentRow[];
  /** Records of calls that are linked to it, and what their recordings are known by. */
  calls: readonly Record<string, unknown>[];
  recordings: readonly Record<string, unknown>[];
  nameOf: ReadonlyMap<string, string>;
  exported: { byId: string; atMs: number; reason: string };
  textOf: (atMs: number) => string;
}
export interface PackText {
  name: string;
  text: string;
}

const howToRead = `证据包说明

events.jsonl    经过，一行一条，先后相连。每行的 hash 是该行去掉 hash 后（键按字母排序的 JSON）的 SHA-256，其中 prevHash 等于上一行的 hash；第一行的 prevHash 是 64 个 0。改动任何一条，其后各条都对不上。
经过.csv        同一内容，供阅读。
case.json       导出时的案件、字段和时限。
calls.json      关联通话的记录与录音的 SHA-256；录音本身在录音库，按通话编号查找。
attachments/    附件原件。
manifest.json   每个文件的 SHA-256，与核对结果。导出人、时间和理由写入审计日志，并记下 manifest.json 的 SHA-256。

How to read it

events.jsonl holds what happened, one entry a line. The hash of a line is the SHA-256 of that line without its hash, as
JSON with the names in order; prevHash is the hash of the line before, 64 zeros in the first. manifest.json has the SHA-256
of every file and what the check said; its own SHA-256 stands in the audit log, with who exported it, when and why.
`;

export const nameInPack = ({ attachmentId, name }: CaseAttachmentRow): string =>
  `attachments/${attachmentId}-${name.replaceAll(/[/\\:]/g, '_')}`;

export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Texts of the pack, the manifest last: it names all others, the attachments as they were when they were added. */
export function packTexts(evidence: Evidence): PackText[] {
  const { row, type, clocks, entries, attachments, calls, recordings, exported } = evidence;
  const texts = [
    { name: '说明.txt', text: howToRead },
    { name: 'case.json', text: json({ case: row, typeName: type.name, clocks }) },
    { name: 'events.jsonl', text: entries.map((entry) => `${canonical(entry)}\n`).join('') },
    { name: '经过.csv', text: timeline(evidence) },
    { name: 'calls.json', text: json({ calls, recordings }) },
  ];
  const brokenAt = findBrokenEntry(entries);
  const manifest = {
    caseNo: row.caseNo,
    ...exported,
    chain: { isWhole: brokenAt === null, brokenAt, entries: entries.length, lastHash: row.lastHash },
    files: [
      ...texts.map(({ name, text }) => ({ name, bytes: Buffer.byteLength(text), sha256: sha256Of(text) })),
      ...attachments.map((one) => ({ name: nameInPack(one), bytes: one.bytes, sha256: one.sha256 })),
    ],
  };
  return [...texts, { name: 'manifest.json', text: json(manifest) }];
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

function timeline({ type, entries, nameOf, textOf }: Evidence): string {
  const stepOf = (key: string | null) => type.steps.find((one) => one.key === key)?.name.zh ?? key ?? '';
  const actOf = (key: string | null) => type.transitions.find((one) => one.key === key)?.name.zh ?? key ?? '';
  const lines = entries.map(({ seq, atMs, byId, kind, transition, fromStep, toStep, text, hash }) => [
    String(seq),
    textOf(atMs),
    `${nameOf.get(byId) ?? ''} ${byId}`.trim(),
    transition === null ? kind : actOf(transition),
    stepOf(fromStep),
    stepOf(toStep),
    text,
    hash,
  ]);
  const headings = ['序号', '时间', '人员', '动作', '由', '至', '说明', '校验值'];
  return `\uFEFF${[headings, ...lines].map((cells) => cells.map(csvCell).join(',')).join('\r\n')}\r\n`;
}
