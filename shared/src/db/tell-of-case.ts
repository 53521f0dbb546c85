import type { EntityManager } from 'typeorm';
import type { WebhookKind } from '../contracts/outside/webhooks.ts';
import type { ToldCase } from '../contracts/service-desk/told-case.ts';
import type { CaseEventRow, CaseRow } from '../tables/service-desk/cases.ts';
import { type Told, writeDeliveries } from './write-deliveries.ts';

/** Told in the transaction of what is told. Facts only: what people wrote, who rang and who is complained about stay here. */
export async function tellOfCase(
  into: EntityManager,
  before: CaseRow | null,
  after: Omit<CaseRow, 'lastSeq' | 'lastHash'>,
  entry: Pick<CaseEventRow, 'seq' | 'kind' | 'atMs' | 'byId' | 'transition'>,
): Promise<void> {
  const data: ToldCase = {
    caseId: after.caseId,
    caseNo: after.caseNo,
    type: after.typeKey,
    step: after.stepKey,
    formerStep: before?.stepKey ?? null,
    state: after.state,
    round: after.round,
    grade: after.grade,
    channel: after.channel,
    externalNo: after.externalNo,
    categoryId: after.categoryId,
    customerId: after.customerId,
    departmentId: after.departmentId,
    assigneeId: after.assigneeId,
    chases: after.chases,
    transition: entry.transition,
  };
  const told = kindsOf(before, after, entry.kind).map(
    (kind): Told => ({
      // One entry may be told of twice: moved, and closed by it.
      id: `${after.caseId.replaceAll('-', '')}.${entry.seq}${kind.slice('case.'.length, 'case.'.length + 1)}`,
      kind,
      atMs: entry.atMs,
      callId: after.callId ?? '',
      agentId: entry.byId,
      data,
    }),
  );
  await writeDeliveries(into, told);
}

function kindsOf(
  before: Pick<CaseRow, 'state'> | null,
  { state }: Pick<CaseRow, 'state'>,
  kind: CaseEventRow['kind'],
): WebhookKind[] {
  if (kind === 'opened') return ['case.opened'];
  if (kind === 'chased') return ['case.chased'];
  if (kind !== 'moved' && kind !== 'forced') return [];
  const arrived = before?.state === state ? null : state;
  return [
    'case.moved',
    ...(arrived === 'settled' ? (['case.settled'] as const) : []),
    ...(arrived === 'closed' || arrived === 'cancelled' ? (['case.closed'] as const) : []),
  ];
}
