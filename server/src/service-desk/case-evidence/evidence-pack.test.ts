import { createHash } from 'node:crypto';
import { FIRST_HASH, hashOfEntry } from '@sansheng/shared/db';
import { shippedCaseTypes } from '@sansheng/shared/domain/cases/types/index';
import { describe, expect, it } from 'vitest';
import { type Evidence, packTexts } from './evidence-pack.ts';

const type = shippedCaseTypes().find(({ key }) => key === 'complaint') as Evidence['type'];
function chain(texts: string[]) {
  let prevHash = FIRST_HASH;
  return texts.map((text, at) => {
    const entry = {
      caseId: 'one',
      seq: at + 1,
      atMs: 1000 * at,
      kind: 'noted' as const,
      byId: '6001',
      transition: null,
      fromStep: null,
      toStep: 'registered',
      visibility: 'internal' as const,
      text,
      data: { who: '王芳' },
      prevHash,
    };
    const hash = hashOfEntry(entry);
    prevHash = hash;
    return { ...entry, hash };
  });
}
const evidenceOf = (entries: Evidence['entries']): Evidence => ({
  row: { caseNo: 'TS20261201-0001', lastHash: entries.at(-1)?.hash } as Evidence['row'],
  type,
  clocks: [],
  entries,
  attachments: [
    { attachmentId: 'a1', name: '账单/../x.png', bytes: 3, sha256: 'abc' } as Evidence['attachments'][number],
  ],
  calls: [],
  recordings: [],
  nameOf: new Map([['6001', '唐处理']]),
  exported: { byId: '3001', atMs: 5, reason: '监管调阅' },
  textOf: (atMs) => `t${atMs}`,
});
const textsOf = (evidence: Evidence) => new Map(packTexts(evidence).map(({ name, text }) => [name, text]));

describe('an evidence pack', () => {
  it('proves by itself that nothing was changed: each line is hashed over the one before', () => {
    const texts = textsOf(evidenceOf(chain(['扣费两次', '=cmd()'])));
    let before = FIRST_HASH;
    for (const line of (texts.get('events.jsonl') ?? '').trimEnd().split('\n')) {
      const { hash, ...entry } = JSON.parse(line) as Record<string, unknown>;
      expect(entry.prevHash).toBe(before);
      // As the reader is told to do it.
      const sorted = line.replace(`"hash":"${String(hash)}",`, '');
      expect(createHash('sha256').update(sorted).digest('hex')).toBe(hash);
      before = String(hash);
    }
  });

  it('names each file with its hash, and says whether the chain is whole', () => {
    const texts = textsOf(evidenceOf(chain(['一', '二'])));
    const manifest = JSON.parse(texts.get('manifest.json') ?? '') as {
      chain: object;
      files: { name: string; sha256: string }[];
    };
    expect(manifest.chain).toMatchObject({ isWhole: true, brokenAt: null, entries: 2 });
    for (const { name, sha256 } of manifest.files.filter(({ name: of }) => !of.startsWith('attachments/')))
      expect(
        createHash('sha256')
          .update(texts.get(name) ?? '')
          .digest('hex'),
      ).toBe(sha256);
    expect(manifest.files.at(-1)).toEqual({ name: 'attachments/a1-账单_.._x.png', bytes: 3, sha256: 'abc' });
  });

  it('says which entry was changed', () => {
    const entries = chain(['一', '二', '三']);
    const changed = entries.map((entry) => (entry.seq === 2 ? { ...entry, text: '另一句' } : entry));
    expect(textsOf(evidenceOf(changed)).get('manifest.json')).toContain('"brokenAt": 2');
  });

  it('runs no formula on the machine of who reads it', () => {
    expect(textsOf(evidenceOf(chain(['=cmd()']))).get('经过.csv')).toContain(",'=cmd(),");
  });
});
