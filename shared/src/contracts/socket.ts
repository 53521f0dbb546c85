import type { CallQualityCommands } from './call-quality.ts';
import type { CoachingCommands } from './coaching.ts';
import type { DeskCommands, DeskEvents } from './desk.ts';
import type { TransferCommands } from './transfer.ts';
import type { HelpCommands } from './help.ts';
import type { LiveCommands, LiveEvents } from './live-board.ts';
import type { MessageEvents } from './messages.ts';
import type { PhoneCommands } from './phone.ts';

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
