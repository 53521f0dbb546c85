import type { NewEntry } from '@sansheng/shared/db';

export const entryOf = (kind: NewEntry['kind'], byId: string, atMs: number, text: string): NewEntry => ({
  kind,
  byId,
  atMs,
  text,
  transition: null,
  fromStep: null,
  toStep: null,
  visibility: 'internal',
  data: {},
});
