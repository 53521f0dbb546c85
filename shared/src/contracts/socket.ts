import type { CallQualityCommands } from './call-quality.ts';
import type { DeskCommands, DeskEvents } from './desk.ts';
import type { LiveCommands, LiveEvents } from './live-board.ts';

/** Socket.IO, path `/socket.io`, authorised by the session cookie; `auth: { csrfToken }` in the handshake. */
export interface ClientToServer extends CallQualityCommands, DeskCommands, LiveCommands {}
export interface ServerToClient extends DeskEvents, LiveEvents {}
