import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { useSeat } from '../desk/seat.tsx';
import type { DraftView } from './draft-keeper.ts';
import type { Words } from '@sansheng/shared/domain/merge-words';

/** What the seat has written about a call so far, in any of its pages, and how to continue. */
export function useDraft(callId: string): [DraftView, (change: Partial<Words>) => void] {
  const { drafts } = useSeat();
  const draft = useSyncExternalStore(drafts.subscribe, () => drafts.view(callId));
  useEffect(() => void drafts.load(callId), [drafts, callId]);
  const write = useCallback((change: Partial<Words>) => drafts.change(callId, change), [drafts, callId]);
  return [draft, write];
}
