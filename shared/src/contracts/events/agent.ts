/** What seats do. */
import { z } from 'zod';
import { agentStates } from '../../domain/agent-state.ts';

const ms = z.number().int();

export const agentEvents = {
  /** What the center knows of a seat's phone: registered at Asterisk, microphone live. */
  'agent.phoneChanged': z.object({ isRegistered: z.boolean(), hasMicrophone: z.boolean() }),
  'agent.stateChanged': z.object({
    from: z.enum(agentStates),
    to: z.enum(agentStates),
    reason: z.string(),
    /** How long the previous state lasted. */
    lastedMs: ms,
  }),
} as const;
