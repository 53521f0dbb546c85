import { useEffect, useRef } from 'react';

/** All there are, in the order in which `?` shows them. */
export const combinations = [
  'Alt+KeyA',
  'Alt+KeyX',
  'Alt+KeyQ',
  'Alt+KeyM',
  'Alt+KeyH',
  'Alt+KeyK',
  'Alt+KeyT',
  'Alt+KeyC',
  'Alt+KeyS',
  'Alt+KeyG',
  'Alt+KeyP',
  'Alt+KeyB',
  'Alt+KeyJ',
  'Alt+KeyL',
  'Alt+KeyU',
  'Alt+KeyY',
  'Alt+KeyR',
  'Alt+KeyN',
  'Alt+KeyO',
  'Ctrl+Enter',
  'Alt+KeyV',
] as const;

/** `Alt+KeyA`: KeyboardEvent.code after the modifier. Each has its words, so that `?` can name it. */
export type Combination = (typeof combinations)[number];

const live = new Map<Combination, number>();

/** What each key would do now; the other keys are inactive. */
export function isShortcutLive(combination: Combination): boolean {
  return live.has(combination);
}

/**
 * Runs on a combination wherever the focus is: with Alt or Ctrl nothing is typed, and it must be possible to answer a
 * call while writing a note. AltGr types characters, and so does composing Chinese.
 */
export function useShortcut(combination: Combination, run: () => void): void {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    const [modifier, code] = combination.split('+');
    const listen = (event: KeyboardEvent) => {
      const isHeld = modifier === 'Alt' ? event.altKey && !event.ctrlKey : event.ctrlKey || event.metaKey;
      if (!isHeld || event.code !== code || event.repeat || event.isComposing) return;
      if (event.getModifierState('AltGraph')) return;
      event.preventDefault();
      latest.current();
    };
    live.set(combination, (live.get(combination) ?? 0) + 1);
    addEventListener('keydown', listen);
    return () => {
      removeEventListener('keydown', listen);
      const left = (live.get(combination) ?? 1) - 1;
      if (left === 0) live.delete(combination);
      else live.set(combination, left);
    };
  }, [combination]);
}

/** Runs on plain keys, where nobody is typing. `run` gets `KeyboardEvent.key`. */
export function usePlainKeys(isWanted: (key: string) => boolean, run: (key: string) => void): void {
  const latest = useRef({ isWanted, run });
  latest.current = { isWanted, run };
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.repeat || event.isComposing) return;
      if (isTyping(event.target) || !latest.current.isWanted(event.key)) return;
      event.preventDefault();
      latest.current.run(event.key);
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('input, textarea, select, [contenteditable]');
}
