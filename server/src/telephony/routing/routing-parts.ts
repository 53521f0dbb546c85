import type { NumberPlan } from '@sansheng/shared/domain/phone-number';
import type { Logger } from 'pino';
import type { AgentsStore } from '../agents/index.ts';
import type { Callbacks } from '../callback/index.ts';
import type { CallMedia, CallsStore, EndCall } from '../calls/index.ts';
import type { Identification } from '../identify/index.ts';
import type { Legs } from '../legs/index.ts';
import type { Outbound } from '../outbound/index.ts';
import type { QueueSettings } from '../queues/index.ts';
import type { StartRecording } from '../recording/index.ts';
import type { SeatAway } from '../rejoin/index.ts';
import type { SaySeatNumber } from '../seat-number/index.ts';
import type { Takers } from '../wing-parts.ts';
import type { GoneNote } from './owed-arrivals.ts';
import type { RoutingStore } from './routing.store.ts';
import type { SeatPhones } from './seat-phones.ari.ts';

/** What a call's way from the trunk to the seat is made of. */
export interface RoutingParts {
  calls: CallsStore;
  agents: AgentsStore;
  queues: QueueSettings;
  routingStore: RoutingStore;
  media: CallMedia;
  takers: Takers;
  callbacks: Callbacks;
  legs: Legs;
  seatAway: Pick<SeatAway, 'gone'>;
  outbound: Pick<Outbound, 'seatJoined'>;
  seatPhones: SeatPhones;
  endCall: EndCall;
  startRecording: StartRecording;
  saySeatNumber: SaySeatNumber;
  goneCallers: {
    /** Redis has the call of this channel. */
    taken: (channelId: string) => void;
    /** Writes down who is not there any more and was taken in by nobody. */
    record: (channelId: string, note: GoneNote) => Promise<unknown>;
  };
  identification: Pick<Identification, 'lookUp'>;
  findOwnSeat: (customerId: string) => Promise<string | null>;
  /** Country and area of the center, for parsing numbers. */
  plan: NumberPlan;
  nodeName: string;
  ringCycleMs: number;
  /** Of Asterisk, for all legs. */
  rtpPorts: number;
  seatSilentMs: number;
  log: Logger;
}
