import { type NumberKind, type NumberPlan, readNumber } from '@sansheng/shared/domain/phone-number';

/** Kinds that cost what a call within the country costs: a forged caller number must not make the center dial the rest. */
const dialledKinds: readonly NumberKind[] = ['mobile', 'landline'];

/** Whether the center may dial this caller: an ordinary number of its own country. */
export function mayBeCalledBack({ callerNumber }: { callerNumber: string }, plan: NumberPlan): boolean {
  return dialledKinds.includes(readNumber(callerNumber, plan).kind);
}
