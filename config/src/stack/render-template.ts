/**
 * Fills `{{NAME}}` with a value. (Not `${NAME}`: that is Asterisk's own.) A name without a value throws, so does a value
 * with a line break, which could smuggle a line into a configuration file.
 */
export function renderTemplate(template: string, values: Record<string, string | number>): string {
  return template.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The template needs a value for ${name}`);
    const text = String(value);
    if (/[\r\n]/.test(text)) throw new Error(`The value of ${name} has a line break`);
    return text;
  });
}
