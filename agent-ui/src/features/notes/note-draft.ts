import { useCallback, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
const keyOf = (callId: string) => `sansheng.note.${callId}`;

/** What the seat has written about a call so far; it survives a reload and is gone with the tab. */
export function useNoteDraft(callId: string): [string, (note: string) => void] {
  const note = useSyncExternalStore(subscribe, () => sessionStorage.getItem(keyOf(callId)) ?? '');
  const write = useCallback(
    (text: string) => {
      if (text === '') sessionStorage.removeItem(keyOf(callId));
      else sessionStorage.setItem(keyOf(callId), text);
      for (const listener of listeners) listener();
    },
    [callId],
  );
  return [note, write];
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
