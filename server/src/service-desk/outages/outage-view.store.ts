/** Outages as they are read: in lists, on their page, and while the phone rings. */
import type { Outage, OutageDetail, OutagesOfCaller } from '@sansheng/shared/contracts/service-desk/outages';
import { findCase } from '@sansheng/shared/db';
import { namesWithin, placesOf, reachesAddress } from '@sansheng/shared/domain/outages/outage-reach';
import type { CaseRow } from '@sansheng/shared/tables/service-desk/cases';
import type { AreaRow } from '@sansheng/shared/tables/service-desk/desk-settings';
import type { DataSource } from 'typeorm';
import type { z } from 'zod';
import { shownNumber } from '../../customers/index.ts';
import type { AppContext } from '../../platform/app-context.ts';
import { type Session, UserError } from '../../platform/http/routes.ts';
import type { CaseWork } from '../cases/index.ts';
import { isOver } from './outage-commands.feature.ts';
import {
  addressesOf,
  areasOf,
  attachedCases,
  attachedOf,
  callersOf,
  type Progress,
  progressOf,
  shownCases,
  standingOutages,
} from './outages.store.ts';

type CaseTypes = CaseWork['types'];
const nobody: Progress = { callers: 0, told: 0, toBeTold: 0, notReached: 0 };
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const instantOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

export async function outageView(
  types: CaseTypes,
  row: CaseRow,
  areas: readonly AreaRow[],
  progress = nobody,
): Promise<Outage> {
  const { caseId, caseNo, title, state, stepKey, fields, openedAtMs } = row;
  const type = await types.of(row.typeKey, row.typeVersion);
  const area = textOf(fields.areas);
  return {
    caseId,
    caseNo,
    title,
    state,
    stepName: type.steps.find(({ key }) => key === stepKey)?.name ?? { zh: '', en: '' },
    areaName: areas.find(({ areaId }) => areaId === area)?.name ?? area,
    words: textOf(fields.words),
    expectedEndAtMs: instantOf(fields.expectedEndAt),
    openedAtMs,
    ...progress,
  };
}

export async function outageDetail(
  { db, env }: Pick<AppContext, 'db' | 'env'>,
  types: CaseTypes,
  session: Session,
  name: string,
): Promise<OutageDetail> {
  const row = await findCase(db, name);
  if (row === null || row.typeKey !== 'outage') throw new UserError('notFound');
  const [areas, progress, people, attached] = await Promise.all([
    areasOf(db),
    progressOf(db, [row.caseId]),
    callersOf(db, row.caseId),
    attachedCases(db, row.caseId),
  ]);
  return {
    ...(await outageView(types, row, areas, progress.get(row.caseId))),
    people: people.map((one) => ({ ...one, number: shownNumber(one.number, env.CENTER_COUNTRY, session.roles) })),
    cases: await shownCases(db, attached),
    may: { attach: !isOver(row) },
  };
}

/** What a caller may be calling about, by their addresses, and what they are still to be told of. */
export async function outagesOfCaller(
  db: DataSource,
  number: string,
  customerId: string | null,
): Promise<z.input<typeof OutagesOfCaller>> {
  const standing = await standingOutages(db);
  const caseIds = standing.map(({ caseId }) => caseId);
  const [areas, attached, addresses] = await Promise.all([
    areasOf(db),
    attachedOf(db, number, caseIds),
    standing.length === 0 ? [] : addressesOf(db, customerId, number),
  ]);
  const active = areas.filter(({ isActive }) => isActive);
  const concerns = (row: CaseRow): boolean => {
    const known = attached.get(row.caseId);
    if (isOver(row)) return known !== undefined && known.wantsCall && !known.isTold;
    const places = [...namesWithin(active, textOf(row.fields.areas)), ...placesOf(textOf(row.fields.places))];
    return known !== undefined || reachesAddress(places, addresses);
  };
  return {
    outages: standing.filter(concerns).map((row) => ({
      caseNo: row.caseNo,
      title: row.title,
      words: textOf(row.fields.words),
      cause: textOf(row.fields.cause),
      expectedEndAtMs: instantOf(row.fields.expectedEndAt),
      isOver: isOver(row),
      isAttached: attached.has(row.caseId),
    })),
  };
}
