import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** undefined, null and '' remove a value. */
type Changes = Record<string, string | number | null | undefined>;

/** What a page shows is in its address, so that it can be sent to a colleague and the back button returns to it. */
export function useAddress(): [URLSearchParams, (changes: Changes) => void] {
  const [params, setParams] = useSearchParams();
  const change = useCallback(
    (changes: Changes) => {
      const next = new URLSearchParams(params);
      for (const [name, value] of Object.entries(changes)) {
        if (value === undefined || value === null || value === '') next.delete(name);
        else next.set(name, String(value));
      }
      setParams(next, { replace: true });
    },
    [params, setParams],
  );
  return [params, change];
}
