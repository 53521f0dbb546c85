import type { TFunction } from 'i18next';
import { Refused } from '../rest/rest.ts';

/** A refusal in the reader's language; what is no refusal is named `otherwise`. */
export function refusalInWords(t: TFunction, error: unknown, otherwise: 'internal' | 'unavailable'): string {
  if (!(error instanceof Refused)) return t(`errors.${otherwise}`);
  return t(`errors.${error.code}`, { minutes: Math.ceil((error.retryAfterSeconds ?? 900) / 60) });
}
