/** What stories of calls with several people wait for. */
import type { CallCenter } from './call-center.ts';
import type { Seat } from './desk.ts';
import { eventually } from './eventually.ts';
import type { IncomingCall } from './seat-phone.ts';

export const toSeat = (employeeNo: string) => ({ kind: 'seat', employeeNo }) as const;
export const toNumber = (number: string) => ({ kind: 'number', number }) as const;

/** The newest call that rings at a seat and is not over. */
export const ringsAt = (seat: Seat): Promise<IncomingCall> =>
  eventually(
    async () => {
      const { offer } = await seat.is('offered');
      return offer && seat.phone.calls.findLast(({ isOver }) => !isOver);
    },
    { what: `a ring at ${seat.agentId}` },
  );

/** The participants of a bridge of Asterisk: `customer`, or the generation of a leg. */
async function peopleIn(center: CallCenter, bridgeId: string): Promise<string[]> {
  const bridge = (await center.bridges()).find(({ id }) => id === bridgeId);
  return (bridge?.channels ?? []).map((id) => /^seat-.*\.(\d+)$/.exec(id)?.[1] ?? 'customer').sort();
}

/** Waits until exactly these talk with each other, and these hear music. */
export async function areTogether(center: CallCenter, callId: string, talking: string[], music: string[] = []) {
  await eventually(
    async () => {
      const now = [await peopleIn(center, `call-${callId}`), await peopleIn(center, 'waiting-room')];
      if (JSON.stringify(now) !== JSON.stringify([talking, music]))
        throw new Error(`together are ${JSON.stringify(now)}`);
      return true;
    },
    { what: `${talking.join()} talking` },
  );
}

/** Waits until the call is this seat's own, with as many others as given. */
export const hasCall = (seat: Seat, callId: string, others = 0) =>
  eventually(
    () => {
      const { call } = seat.desk;
      return call?.callId === callId && call.role === 'main' && call.legs.length === others && call;
    },
    { what: `the call at ${seat.agentId} with ${others} others` },
  );
/** Waits until the seat takes part in the call as this. */
export const takesPart = (seat: Seat, callId: string, role: string) =>
  eventually(() => seat.desk.call?.callId === callId && seat.desk.call.role === role, {
    what: `${role} at ${seat.agentId}`,
  });

/** Waits until the leg of an outside number that has the call is recorded. */
export const isRecordedWithoutSeat = (center: CallCenter, callId: string) =>
  eventually(
    async () => {
      const events = await center.events(callId);
      return events.some(({ type, agentId }) => type === 'recording.started' && agentId === '');
    },
    { what: 'the recording without a seat' },
  );
