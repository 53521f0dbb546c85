import type { CallScript, CallScripts } from '@sansheng/shared/contracts/desk-work/knowledge';

export type ScriptKind = 'ordinary' | 'returningCustomer' | 'holiday';
export interface ScriptNames {
  customer: string;
  seat: string;
  queue: string;
}

/** A holiday's greeting goes before all; else whether the customer has called before decides. */
export function scriptKindOf(holiday: CallScripts['holiday'], hasCalledBefore: boolean): ScriptKind {
  if (holiday !== null) return 'holiday';
  return hasCalledBefore ? 'returningCustomer' : 'ordinary';
}

/** The queue's own text, or the one that comes with the product where the queue has none. */
export function scriptTextOf(
  script: CallScript | undefined,
  kind: ScriptKind,
  usual: Record<ScriptKind, string>,
): string {
  return script?.[kind] || usual[kind];
}

/** Puts names in the place of `{customer}`, `{seat}` and `{queue}`; an unknown word in braces stays as it is. */
export function fillScript(text: string, names: ScriptNames): string {
  return text.replace(/\{(customer|seat|queue)\}/g, (_, word: keyof ScriptNames) => names[word]);
}
