import type { CallScript, CallScripts } from '@sansheng/shared/contracts/desk-work/knowledge';

export type ScriptKind = 'ordinary' | 'returningCustomer' | 'holiday';
export interface ScriptNames {
  customer: string;
  seat: string;
  queue: string;
}

/** A holiday's greeting comes first; otherwise it depends on whether the customer has called before. */
export function scriptKindOf(holiday: CallScripts['holiday'], hasCalledBefore: boolean): ScriptKind {
  if (holiday !== null) return 'holiday';
  return hasCalledBefore ? 'returningCustomer' : 'ordinary';
}

/** The queue's own text, or the built-in one. */
export function scriptTextOf(
  script: CallScript | undefined,
  kind: ScriptKind,
  usual: Record<ScriptKind, string>,
): string {
  return script?.[kind] || usual[kind];
}

/** Replaces `{customer}`, `{seat}` and `{queue}` with names; an unknown word in braces stays as it is. */
export function fillScript(text: string, names: ScriptNames): string {
  return text.replace(/\{(customer|seat|queue)\}/g, (_, word: keyof ScriptNames) => names[word]);
}
