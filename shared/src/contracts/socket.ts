import type { CallQualityCommands } from './telephony/call-quality.ts';
import type { CoachingCommands } from './telephony/coaching.ts';
import type { DeskCommands, DeskEvents } from './desk-work/desk.ts';
import type { TransferCommands } from './telephony/transfer.ts';
import type { HelpCommands } from './lead-room/help.ts';
import type { LiveCommands, LiveEvents } from './lead-room/live-board.ts';
import type { MessageEvents } from './lead-room/messages.ts';
import type { PhoneCommands } from './telephony/phone.ts';

/** Socket.IO, path `/socket.io`, authorised by the session cookie; `auth: { csrfToken }` in the handshake. */
export interface ClientToServer
  extends CallQualityCommands,
    CoachingCommands,
    DeskCommands,
    HelpCommands,
    LiveCommands,
    PhoneCommands,
    TransferCommands {}
export interface ServerToClient extends DeskEvents, LiveEvents, MessageEvents {}
