import type { Draft, HandedNote } from '@sansheng/shared/contracts/telephony/wrap-up';
import { expect, it } from 'vitest';
import { createDraftKeeper } from './draft-keeper.ts';

const NOTHING: Draft = { rev: 0, categoryId: '', result: '', note: '' };

/** The center's handling of revisions, and a browser's storage, both in memory. */
function aCenter() {
  const center = { draft: NOTHING, isAway: false };
  const unavailable = { ok: false, code: 'unavailable' } as const;
  return Object.assign(center, {
    load: async () =>
      center.isAway
        ? unavailable
        : ({ ok: true, draft: center.draft, handed: [] } as { ok: true; draft: Draft; handed: HandedNote[] }),
    write: async ({ callId: _call, ...draft }: { callId: string } & Draft) => {
      if (center.isAway) return unavailable;
      if (draft.rev !== center.draft.rev) return { ok: true, isWritten: false, draft: center.draft } as const;
      center.draft = { ...draft, rev: draft.rev + 1 };
      return { ok: true, isWritten: true, draft: center.draft } as const;
    },
  });
}
function aStorage(): Storage {
  const kept: Record<string, string> = {};
  const methods = {
    getItem: (name: string) => kept[name] ?? null,
    setItem: (name: string, value: string) => void (kept[name] = value),
    removeItem: (name: string) => void delete kept[name],
  };
  for (const name of Object.keys(methods)) Object.defineProperty(kept, name, { value: methods[name as 'getItem'] });
  return kept as unknown as Storage;
}
const settled = () => new Promise((resolve) => setImmediate(resolve));
async function aPage(center: ReturnType<typeof aCenter>, storage = aStorage()) {
  const drafts = createDraftKeeper('1001', center, storage);
  await drafts.load('c1');
  const type = async (note: string) => {
    drafts.change('c1', { note });
    drafts.flush();
    await settled();
  };
  return { drafts, type, note: () => drafts.view('c1').words.note, storage };
}

it('is at the center, and in another page, once it is written', async () => {
  const center = aCenter();
  const [one, two] = [await aPage(center), await aPage(center)];
  await one.type('a');
  expect(center.draft).toMatchObject({ rev: 1, note: 'a' });
  two.drafts.changedElsewhere('c1', center.draft);
  expect(two.note()).toBe('a');
  expect(one.drafts.view('c1').state).toBe('kept');
});

it('keeps everything of two pages that write at once', async () => {
  const center = aCenter();
  const [one, two] = [await aPage(center), await aPage(center)];
  await one.type('one');
  // It has not heard of the other yet.
  await two.type('two');
  two.drafts.flush();
  await settled();
  expect(center.draft.note).toBe('one\ntwo');
  expect(two.note()).toBe('one\ntwo');
});

it('waits in the browser while the center is away, even for the next page', async () => {
  const center = aCenter();
  const one = await aPage(center);
  center.isAway = true;
  await one.type('half a word');
  expect(one.drafts.view('c1').state).toBe('waiting');
  one.drafts.close();
  center.isAway = false;
  const next = createDraftKeeper('1001', center, one.storage);
  next.reconnected();
  await settled();
  next.flush();
  await settled();
  expect(center.draft.note).toBe('half a word');
  next.close();
});

it('is sent again to a center that has lost it', async () => {
  const center = aCenter();
  const one = await aPage(center);
  await one.type('a');
  await one.type('ab');
  center.draft = NOTHING;
  one.drafts.reconnected();
  await settled();
  one.drafts.flush();
  await settled();
  expect(center.draft).toMatchObject({ rev: 1, note: 'ab' });
});

it('leaves nothing behind once it is settled, or its seat leaves the browser', async () => {
  const center = aCenter();
  const one = await aPage(center);
  await one.type('a');
  expect(Object.keys(one.storage)).toHaveLength(1);
  one.drafts.leaveBrowser();
  expect(Object.keys(one.storage)).toHaveLength(0);
  await one.type('ab');
  one.drafts.done('c1');
  expect(Object.keys(one.storage)).toHaveLength(0);
  expect(one.note()).toBe('');
});
