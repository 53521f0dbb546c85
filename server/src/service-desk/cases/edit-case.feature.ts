import { entryOf } from '@sansheng/shared/db';
import type { EditCaseBody } from '@sansheng/shared/contracts/service-desk/cases';
import { checkFields } from '@sansheng/shared/domain/cases/case-fields';
import { type CaseNow, refitClocks } from '@sansheng/shared/domain/cases/move-case';
import type { CaseRow } from '@sansheng/shared/tables/service-desk/cases';
import type { z } from 'zod';
import { areaKindOf, mustBeOffered } from '../desk-settings/index.ts';
import { refusalOfField } from './case-refusals.store.ts';
import { keepSubject } from './case-subject.store.ts';
import type { Asker, CaseWork } from './case-work.ts';
import { changeCase } from './change-case.feature.ts';
import { mustSeeCase, mustWork } from './see-case.store.ts';

export async function editOne(
  work: CaseWork,
  asker: Asker,
  name: string,
  { version, text, ...edit }: z.output<typeof EditCaseBody>,
): Promise<void> {
  const seen = await mustSeeCase(work, asker.session, name);
  mustWork(seen);
  await changeCase(work, asker, seen, version, async (into, parts, row, clocks, nowMs) => {
    const fault = checkFields(parts.type.fields, edit.fields ?? {}, row.fields);
    if (fault !== null) throw refusalOfField(fault.field, fault.code);
    const fields = { ...row.fields, ...edit.fields };
    const moved = edit.areaKind === undefined ? await areaKindOf(into, parts.type, edit.fields ?? {}) : null;
    const given = {
      ...Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined)),
      ...(moved !== null && { areaKind: moved }),
    };
    const after = { ...row, ...given, fields } as CaseRow;
    await mustBeOffered(into, parts.type, after, row);
    await keepSubject(into, row.caseId, fields, nowMs);
    return {
      change: { ...given, fields },
      clocks: refitClocks(parts, row as CaseNow, after as CaseNow, clocks, nowMs),
      entry: {
        ...entryOf('edited', asker.session.employeeNo, nowMs, text),
        data: { changed: changedIn(row, after) },
      },
      action: 'cases.edited',
    };
  });
}

function changedIn(before: CaseRow, after: CaseRow): Record<string, { before: unknown; after: unknown }> {
  const facts = ['title', 'categoryId', 'grade', 'areaKind', 'amountFen', 'isDifficult'] as const;
  const changed: [string, unknown, unknown][] = facts.map((name) => [name, before[name], after[name]]);
  for (const name of Object.keys({ ...before.fields, ...after.fields }))
    changed.push([`fields.${name}`, before.fields[name] ?? null, after.fields[name] ?? null]);
  return Object.fromEntries(
    changed
      .filter(([, was, is]) => JSON.stringify(was) !== JSON.stringify(is))
      .map(([name, was, is]) => [name, { before: was, after: is }]),
  );
}
