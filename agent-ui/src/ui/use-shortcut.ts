import { useEffect, useRef } from 'react';

/** `combination`: `Alt+KeyA`, `Ctrl+Enter` (KeyboardEvent.code after the modifier). Works wherever the focus is. */
export function useShortcut(combination: string, run: () => void): void {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    const [modifier, code] = combination.split('+');
    const listen = (event: KeyboardEvent) => {
      const isHeld = modifier === 'Alt' ? event.altKey && !event.ctrlKey : event.ctrlKey || event.metaKey;
      if (!isHeld || event.code !== code || event.repeat) return;
      event.preventDefault();
      latest.current();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [combination]);
}
