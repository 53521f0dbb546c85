import { z } from 'zod';
import { ownId } from './plain-text.ts';

export const onCallErrors = {
  notYourCall: 403,
  callGone: 410,
} as const;

/** A command about one call. */
export const OnCall = z.object({ callId: ownId(64).min(1) });
