import { z } from 'zod';

function shapeOf(schema: z.ZodType): Record<string, z.ZodType> {
  return schema instanceof z.ZodObject ? (schema.shape as Record<string, z.ZodType>) : {};
}

/** The defaults of a schema, with which a new setting starts. Fields without a default are left out. */
export function freshRow<Row extends object>(schema: z.ZodType<Row>): Partial<Row> {
  const defaults = Object.entries(shapeOf(schema)).flatMap(([name, field]) => {
    const { data } = field.safeParse(undefined);
    return data === undefined ? [] : [[name, data] as const];
  });
  return Object.fromEntries(defaults) as Partial<Row>;
}

/** Minimum and maximum that the schema allows in a field; null where there is none. */
export function boundsOf(schema: z.ZodType, name: string): { min: number | null; max: number | null } {
  let field: unknown = shapeOf(schema)[name];
  while (field instanceof z.ZodDefault || field instanceof z.ZodNullable || field instanceof z.ZodOptional)
    field = field.unwrap();
  return field instanceof z.ZodNumber ? { min: field.minValue, max: field.maxValue } : { min: null, max: null };
}
