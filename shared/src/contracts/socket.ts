import type { CallQualityCommands } from './telephony/call-quality.ts';
import type { CoachingCommands } from './telephony/coaching.ts';
import type { DeskCommands, DeskEvents } from './desk-work/desk.ts';
import type { HelpCommands } from './lead-room/help.ts';
import type { HoldCommands } from './telephony/hold.ts';
import type { LiveCommands, LiveEvents } from './lead-room/live-board.ts';
import type { MessageEvents } from './lead-room/messages.ts';
import type { PhoneCommands } from './telephony/phone.ts';
import type { RecordingCommands } from './telephony/recording.ts';
import type { ScreenPopCommands, ScreenPopEvents } from './desk-work/screen-pop.ts';
import type { CasePresenceCommands } from './service-desk/case-presence.ts';
import type { TransferCommands } from './telephony/transfer.ts';
import type { WrapUpCommands, WrapUpEvents } from './telephony/wrap-up.ts';

/** Socket.IO, path `/socket.io`, authorised by the session cookie; `auth: { csrfToken }` in the handshake. */
export interface ClientToServer
  extends CallQualityCommands,
    CasePresenceCommands,
    CoachingCommands,
    DeskCommands,
    HelpCommands,
    HoldCommands,
    LiveCommands,
    PhoneCommands,
    RecordingCommands,
    ScreenPopCommands,
    TransferCommands,
    WrapUpCommands {}
export interface ServerToClient extends DeskEvents, LiveEvents, MessageEvents, ScreenPopEvents, WrapUpEvents {}
