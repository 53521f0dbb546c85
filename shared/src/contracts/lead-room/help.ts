/** A seat on a call asks for help; a lead sees it and listens in. */
import { z } from 'zod';
import { ownId } from '../plain-text.ts';
import { OnCall } from '../on-call.ts';
import type { Ack } from '../errors.ts';

export const AskHelp = OnCall.extend({ reason: z.string().trim().max(200).default('') });
export const SeeHelp = OnCall.extend({ agentId: ownId(10) });

export interface HelpCommands {
  'help.ask': (body: z.input<typeof AskHelp>, ack: (reply: Ack) => void) => void;
  'help.withdraw': (body: z.input<typeof OnCall>, ack: (reply: Ack) => void) => void;
  /** A lead has seen it; the seat is shown the lead's name. */
  'help.see': (body: z.input<typeof SeeHelp>, ack: (reply: Ack) => void) => void;
}
