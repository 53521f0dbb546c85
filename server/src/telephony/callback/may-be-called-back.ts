import { type NumberKind, type NumberPlan, readNumber } from '@sansheng/shared/domain/phone-number';

/** Kinds at the domestic rate: a forged caller number must not make the center dial expensive ones. */
const dialledKinds: readonly NumberKind[] = ['mobile', 'landline'];

/** Whether the center may dial this caller: an ordinary number of its own country. */
export function mayBeCalledBack({ callerNumber }: { callerNumber: string }, plan: NumberPlan): boolean {
  return dialledKinds.includes(readNumber(callerNumber, plan).kind);
}
