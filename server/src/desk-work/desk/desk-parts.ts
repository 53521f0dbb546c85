import type { DataSource } from 'typeorm';
import { UserError } from '../../platform/http/user-error.ts';
import type { CommandTable } from '../../platform/socket/commands.ts';
import type {
  AgentsStore,
  CallMedia,
  CallsStore,
  EndCall,
  EventTail,
  Legs,
  LiveCall,
  LiveHandle,
  OpenSeat,
  RecordingPause,
  Routing,
} from '../../telephony/index.ts';
import type { ScreenPops } from '../screen-pop/index.ts';
import type { SeatWords } from './seat-words.store.ts';

export interface DeskParts {
  state: LiveHandle;
  db: DataSource;
  words: SeatWords;
  commands: CommandTable;
  calls: CallsStore;
  agents: AgentsStore;
  openSeat: OpenSeat;
  routing: Routing;
  legs: Legs;
  media: CallMedia;
  endCall: EndCall;
  screenPops: ScreenPops;
  recordingPause: RecordingPause;
  isCoachingSeen: () => boolean;
  events: EventTail;
}

/** The call this seat talks on. Throws notYourCall for any other. */
export async function ownCall({ calls }: Pick<DeskParts, 'calls'>, callId: string, agentId: string): Promise<LiveCall> {
  const call = await calls.readCall(callId);
  if (call === null) throw new UserError('callGone');
  const isIn =
    call.agentId === agentId ||
    call.calleeId === agentId ||
    call.rings.some((ring) => ring.agentId === agentId) ||
    call.legs.some((leg) => leg.kind !== 'number' && leg.who === agentId);
  if (!isIn) throw new UserError('notYourCall');
  return call;
}
