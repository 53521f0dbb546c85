/** Fields of a type as columns of an export, those of its former versions included: what a case was asked then is kept. */
import type { CaseField, CaseType, Visibility } from '@sansheng/shared/contracts/service-desk/case-types';
import { isReadBy } from '@sansheng/shared/domain/cases/case-access';

/** In the order of the newest version; a name that another column has already is left out. */
export function fieldColumns(versions: readonly CaseType[], headings: readonly string[]): CaseField[] {
  const found = new Map<string, CaseField>();
  for (const { fields } of versions.toSorted((one, other) => other.version - one.version))
    for (const field of fields) if (!found.has(field.key)) found.set(field.key, field);
  return [...found.values()].filter(({ name }) => !headings.includes(name.zh));
}

/** What this person reads of it; '' for what this version of the type does not ask. */
export function fieldInWords(
  { fields: known }: CaseType,
  key: string,
  value: unknown,
  { reads, nameOf, clock }: { reads: Visibility; nameOf: ReadonlyMap<string, string>; clock: (atMs: number) => string },
): string {
  const field = known.find((one) => one.key === key);
  if (field === undefined || value === undefined || value === null || !isReadBy(field.visibility, reads)) return '';
  const choice = (of: unknown) => field.choices.find((one) => one.key === of)?.name.zh ?? String(of);
  switch (field.kind) {
    case 'choice':
      return choice(value);
    case 'many':
      return Array.isArray(value) ? value.map(choice).join('、') : '';
    case 'yesNo':
      return value === true ? '是' : '否';
    case 'instant':
      return clock(Number(value));
    case 'money':
      return (Number(value) / 100).toFixed(2);
    default:
      return nameOf.get(String(value as string | number)) ?? String(value as string | number);
  }
}
