import { z } from 'zod';
import { ownId } from './plain-text.ts';

/** A command about one call. */
export const OnCall = z.object({ callId: ownId(64).min(1) });
