import { isDeepStrictEqual } from 'node:util';
import { CaseType } from '@sansheng/shared/contracts/service-desk/case-types';
import { keepCaseType } from '@sansheng/shared/db';
import { checkCaseType } from '@sansheng/shared/domain/cases/check-case-type';
import { shippedCaseTypes } from '@sansheng/shared/domain/cases/types/index';
import { roles } from '@sansheng/shared/domain/roles';
import { CaseTypeSchema, DeadlineCalendarSchema } from '@sansheng/shared/tables/service-desk/cases';
import type { DataSource } from 'typeorm';

export interface CaseTypes {
  /** What cases are opened with now, in the order in which they are offered. */
  current: readonly CaseType[];
  /** The version that a case was opened with; a case lives and dies with it. */
  of(typeKey: string, version: number): Promise<CaseType>;
  /** Every version that cases were opened with. */
  versionsOf(typeKey: string): Promise<CaseType[]>;
}

/**
 * Types of cases that may be used: checked, and kept as they are, because a case opened with one needs it as long as it
 * exists. Throws, naming type and fault, when one is unsound or was changed without a new version: no server starts then.
 */
export async function keepCaseTypes(db: DataSource, nowMs: number): Promise<CaseTypes> {
  const current = shippedCaseTypes();
  const calendars = await db.getRepository(DeadlineCalendarSchema).find();
  const facts = {
    calendarIds: new Set(calendars.map(({ calendarId }) => calendarId)),
    typeKeys: new Set(current.map(({ key }) => key)),
    // Whoever is to act may yet be hired.
    heldRoles: new Set(roles),
  };
  for (const type of current) {
    const [problem] = checkCaseType(type, facts);
    if (problem !== undefined)
      throw new Error(`case type ${type.key}: ${problem.at} ${problem.code} ${problem.what}`.trim());
    await keepVersion(db, type, nowMs);
  }
  const known = new Map(current.map((type) => [nameOf(type.key, type.version), type]));
  return {
    current,
    async of(typeKey, version) {
      const name = nameOf(typeKey, version);
      const found = known.get(name) ?? (await readVersion(db, typeKey, version));
      known.set(name, found);
      return found;
    },
    async versionsOf(typeKey) {
      const rows = await db.getRepository(CaseTypeSchema).findBy({ typeKey });
      return rows.map(({ definition }) => CaseType.parse(definition));
    },
  };
}

const nameOf = (typeKey: string, version: number) => `${typeKey}.${version}`;

async function keepVersion(db: DataSource, type: CaseType, nowMs: number): Promise<void> {
  const { key: typeKey, version } = type;
  await keepCaseType(db, type, nowMs);
  const kept = await readVersion(db, typeKey, version);
  if (!isDeepStrictEqual(kept, CaseType.parse(JSON.parse(JSON.stringify(type)))))
    throw new Error(
      `case type ${typeKey} was changed after cases were opened with its version ${version}: raise the version`,
    );
}

async function readVersion(db: DataSource, typeKey: string, version: number): Promise<CaseType> {
  const row = await db.getRepository(CaseTypeSchema).findOneByOrFail({ typeKey, version });
  return CaseType.parse(row.definition);
}
