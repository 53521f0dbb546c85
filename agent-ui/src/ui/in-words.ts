/** Lists by commas, things as their fields; nothing is shown as code. */
export function inWords(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'boolean') return value ? '✓' : '✗';
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map(inWords).join(', ');
  if (typeof value !== 'object') return value === '' ? '–' : String(value as string | number);
  const fields = Object.entries(value).map(
    ([name, one]) => `${name} ${Array.isArray(one) ? `(${inWords(one)})` : inWords(one)}`,
  );
  return fields.length === 0 ? '–' : fields.join(' · ');
}
