import { z } from 'zod';

/** What crosses a border and is no honest text of the place it stands in, with what is wrong about it. */
export const hostileTexts: readonly string[] = [
  '١٢٣', // digits that are none of ASCII
  'İß何涛😀', // letters whose case and length change, and four bytes
  'x\ud800', // half a surrogate pair
  'a\0b', // where C ends a text
  '\u202ex\r\n\u0007', // turned round, two lines, a bell
  `'"\\%_;--\`\${x}<b>{{y}}=cmd|' /C`,
  '8640000000000001', // behind the last date
  '-1e308',
  '__proto__',
];

/** Texts of which each form of our contracts takes at least one. */
const honest = [
  'hostile',
  '1',
  'write:calls',
  '2026-01-01',
  '2026-01-01T00:00:00Z',
  '08:00',
  '138001',
  'https://hostile.example',
];

interface Shape {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Shape[];
  oneOf?: Shape[];
  allOf?: Shape[];
  properties?: Record<string, Shape>;
  additionalProperties?: Shape | boolean;
  propertyNames?: Shape;
  items?: Shape;
  minimum?: number;
  pattern?: string;
  format?: string;
}

/** A value that a schema takes, as far as its form can tell. */
export function honestValue(schema: z.ZodType): unknown {
  const make = (shape: Shape): unknown => {
    if (shape.const !== undefined) return shape.const;
    if (shape.enum !== undefined) return shape.enum[0];
    const one = (shape.anyOf ?? shape.oneOf ?? shape.allOf)?.[0];
    if (one !== undefined) return make(one);
    switch (shape.type) {
      case 'object': {
        const named = Object.entries(shape.properties ?? {}).map(([name, of]) => [name, make(of)]);
        const rest = typeof shape.additionalProperties === 'object' ? shape.additionalProperties : undefined;
        if (rest !== undefined) named.push([make(shape.propertyNames ?? { type: 'string' }), make(rest)]);
        return Object.fromEntries(named);
      }
      case 'array':
        return [make(shape.items ?? { type: 'string' })];
      case 'number':
      case 'integer':
        return Math.max(1, shape.minimum ?? 1);
      case 'boolean':
        return true;
      case 'null':
        return null;
      default: {
        const takes = (text: string) => shape.pattern === undefined || new RegExp(shape.pattern, 'u').test(text);
        return honest.find(takes) ?? 'hostile';
      }
    }
  };
  return make(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape);
}

/** The value once for each text and key in it, with that one made hostile. */
export function* spoiled(value: unknown, text: string): Generator {
  if (typeof value === 'string') yield text;
  else if (Array.isArray(value)) {
    for (const [i, inner] of value.entries()) for (const bad of spoiled(inner, text)) yield value.with(i, bad);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      for (const bad of spoiled(inner, text)) yield { ...value, [key]: bad };
    }
    yield { ...value, [text]: 1 };
  }
}
