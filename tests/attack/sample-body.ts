/** As much of JSON Schema as the API document uses. */
export interface JsonSchema {
  type?: string | string[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  exclusiveMinimum?: number;
  minItems?: number;
  additionalProperties?: JsonSchema | boolean;
}

/** One of them fits nearly every text of the API. Nothing here is of a day to come, so that no line is closed by it. */
const texts = [
  '1001',
  '2001-01-01',
  '2001-01-01T00:00:00Z',
  '08:00',
  '13800138000',
  'x',
  'probe',
  'probe-1',
  '#1677ff',
  'probe@example.invalid',
  'https://example.invalid/probe',
  'https://example.invalid',
  'Asia/Shanghai',
  '00000000-0000-4000-8000-000000000000',
  '127.0.0.1',
  'probe-probe-probe',
  '0123456789abcdef'.repeat(4),
];

/** A body that a schema accepts, or nearly: the server refuses what cannot be guessed. */
export function sampleOf(schema: JsonSchema, depth = 0): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const [choice] = schema.anyOf ?? schema.oneOf ?? [];
  if (choice !== undefined) return depth > 8 ? null : sampleOf(choice, depth + 1);
  if (schema.allOf !== undefined) return Object.assign({}, ...schema.allOf.map((part) => sampleOf(part, depth + 1)));
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, one]) => [
          name,
          depth > 8 ? null : sampleOf(one, depth + 1),
        ]),
      );
    case 'array':
      return depth > 8
        ? []
        : Array.from({ length: schema.minItems ?? 1 }, () => sampleOf(schema.items ?? {}, depth + 1));
    case 'string':
      return sampleText(schema);
    case 'integer':
    case 'number':
      return schema.minimum ?? (schema.exclusiveMinimum === undefined ? 1 : schema.exclusiveMinimum + 1);
    case 'boolean':
      return false;
    case 'null':
      return null;
    default:
      return 'x';
  }
}

function sampleText({ pattern, minLength = 0, maxLength = Number.MAX_SAFE_INTEGER, format }: JsonSchema): string {
  const fits = pattern === undefined ? null : new RegExp(pattern, 'u');
  const found = texts.find(
    (text) =>
      (fits === null || fits.test(text)) &&
      text.length >= minLength &&
      text.length <= maxLength &&
      (format !== 'email' || text.includes('@')) &&
      ((format !== 'uri' && format !== 'url') || text.startsWith('https:')),
  );
  return found ?? 'x'.repeat(Math.max(1, minLength));
}

/** The same body once more for each text, number or list in it, with something else in that place. */
export function* bodiesWith(body: unknown, values: () => readonly unknown[]): Generator {
  for (const path of leavesOf(body)) for (const value of values()) yield replaceAt(body, path, value);
}

function* leavesOf(value: unknown, path: string[] = []): Generator<string[]> {
  if (value !== null && typeof value === 'object') {
    for (const [name, inner] of Object.entries(value)) yield* leavesOf(inner, [...path, name]);
  }
  if (path.length > 0) yield path;
}

function replaceAt(body: unknown, [name, ...rest]: string[], value: unknown): unknown {
  if (name === undefined) return value;
  const inner = (body as Record<string, unknown>)[name];
  if (Array.isArray(body)) return body.map((one, at) => (at === Number(name) ? replaceAt(one, rest, value) : one));
  return { ...(body as object), [name]: replaceAt(inner, rest, value) };
}
