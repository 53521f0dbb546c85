import type { TFunction } from 'i18next';
import { Refused } from '../rest/rest.ts';

/** A refusal in the reader's language; any other error has the text `otherwise`. */
export function refusalInWords(t: TFunction, error: unknown, otherwise: 'internal' | 'unavailable'): string {
  if (!(error instanceof Refused)) return t(`errors.${otherwise}`);
  if (error.users.length > 0) {
    const users = error.users.map(({ kind, name }) => t(`settingUsers.${kind}`, { name })).join(t('list.comma'));
    return t('errors.stillUsedBy', { users });
  }
  const by = error.conflict?.by;
  if (by) return t('errors.changedMeanwhileBy', { who: `${by.name} ${by.employeeNo}` });
  return t(`errors.${error.code}`, { minutes: Math.ceil((error.retryAfterSeconds ?? 900) / 60) });
}
