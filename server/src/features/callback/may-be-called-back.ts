/** Kinds that cost what a call within the country costs: a forged caller number must not make the center dial the rest. */
const dialledKinds = ['mobile', 'landline'];

/** Whether the center may dial this caller: an ordinary number of its own country, as the carrier sent it. */
export function mayBeCalledBack({ callerNumber, numberKind }: { callerNumber: string; numberKind: string }): boolean {
  return dialledKinds.includes(numberKind) && /^\+?\d{3,20}$/.test(callerNumber);
}
