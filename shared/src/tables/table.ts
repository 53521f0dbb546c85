import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';

/* The migrations say how long and how indexed a column is; here stands only what reading and writing needs. */
export const text: EntitySchemaColumnOptions = { type: 'varchar' };
export const textOrNull: EntitySchemaColumnOptions = { type: 'varchar', nullable: true };
export const int: EntitySchemaColumnOptions = { type: 'int' };
export const intOrNull: EntitySchemaColumnOptions = { type: 'int', nullable: true };
export const ms: EntitySchemaColumnOptions = { type: 'bigint' };
export const msOrNull: EntitySchemaColumnOptions = { type: 'bigint', nullable: true };
export const flag: EntitySchemaColumnOptions = { type: 'boolean' };
export const flagOrNull: EntitySchemaColumnOptions = { type: 'boolean', nullable: true };
export const real: EntitySchemaColumnOptions = { type: 'double' };
export const json: EntitySchemaColumnOptions = { type: 'json' };
export const key: EntitySchemaColumnOptions = { type: 'varchar', primary: true };

type Columns<Row> = { [K in keyof Row]-?: EntitySchemaColumnOptions };

/**
 * A table beside the shape of its rows. Times are ms since 1970 (BIGINT), ids are ASCII text. Column names are the names
 * of the properties, so a row read by plain SQL has the same shape as one read through TypeORM.
 */
export const table = <Row extends object>(tableName: string, columns: Columns<Row>) =>
  new EntitySchema<Row>({ name: tableName, tableName, columns });
