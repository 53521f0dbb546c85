import type { CaseType } from '../contracts/service-desk/case-types.ts';
import type { DataSource, EntityManager } from 'typeorm';
import { CaseTypeSchema } from '../tables/service-desk/cases.ts';
import { writeRows } from './write-rows.ts';

/** A version of a type, unless it is there: cases that are opened with it need it as long as they exist. */
export const keepCaseType = (into: DataSource | EntityManager, type: CaseType, nowMs: number): Promise<void> =>
  writeRows(
    into,
    CaseTypeSchema,
    [{ typeKey: type.key, version: type.version, definition: type, keptAtMs: nowMs }],
    'keep',
  );
