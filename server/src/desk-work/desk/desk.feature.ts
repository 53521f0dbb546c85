import type { DeskParts } from './desk-parts.ts';
import { addNoteCommands } from './notes.socket.ts';
import { addLeavingCommands, addTalkCommands } from './own-call.socket.ts';
import { addSeatStateCommands } from './seat-state.socket.ts';
import { createDeskShow } from './show-desk.socket.ts';

/** The seat's desk: what its browser may ask for, and how it learns what happens to the seat. */
export function deskFeature(parts: DeskParts): { show: (agentId: string) => Promise<void> } {
  const { commands, events, screenPops } = parts;
  const { show } = createDeskShow(parts);
  screenPops.follow(
    events,
    (agentId) => commands.isHere(agentId),
    (agentId, pop) => {
      commands.toAgent(agentId).emit('screenPop.opened', pop);
    },
  );
  addSeatStateCommands({ ...parts, show });
  addLeavingCommands({ ...parts, show });
  addTalkCommands({ ...parts, show });
  addNoteCommands(parts);
  return { show };
}
