import type { TFunction } from 'i18next';

/** Where the texts of a setting's choices are. */
const choices: Record<string, string> = {
  strategy: 'admin.strategies',
  policy: 'admin.policies',
  wrapUpMode: 'admin.wrapUpModes',
  roles: 'roles',
};

/** The value of a setting as its form shows it. */
export function settingInWords(t: TFunction, name: string, value: unknown): string {
  const words = choices[name];
  const wordOf = (one: unknown) =>
    typeof one === 'string' && words ? t(`${words}.${one}`, { defaultValue: one }) : one;
  return inWords(Array.isArray(value) ? value.map(wordOf) : wordOf(value));
}

/** Lists with commas, objects as their fields; nothing is shown as code. */
function inWords(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'boolean') return value ? '✓' : '✗';
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map(inWords).join(', ');
  if (typeof value !== 'object') return value === '' ? '–' : String(value as string | number);
  const fields = Object.entries(value).map(
    ([name, one]) => `${name} ${Array.isArray(one) ? `(${inWords(one)})` : inWords(one)}`,
  );
  return fields.length === 0 ? '–' : fields.join(' · ');
}
