/** A talk held and retrieved, a seat muted. */
import { z } from 'zod';
import type { Ack } from '../errors.ts';
import { OnCall } from '../on-call.ts';

export const MuteCall = OnCall.extend({ on: z.boolean() });

export interface HoldCommands {
  'call.hold': (body: z.input<typeof OnCall>, ack: (reply: Ack) => void) => void;
  'call.retrieve': (body: z.input<typeof OnCall>, ack: (reply: Ack) => void) => void;
  'call.mute': (body: z.input<typeof MuteCall>, ack: (reply: Ack) => void) => void;
}
