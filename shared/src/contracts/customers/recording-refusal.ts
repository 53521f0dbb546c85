import { z } from 'zod';
import { type Role, seatRoles } from '../../domain/roles.ts';

export const recordingRefusalAccess = {
  recordingRefusal: [...seatRoles, 'supervisor', 'admin'],
} as const satisfies Record<string, readonly Role[]>;

/** Whether a customer has refused to be recorded. */
export const RecordingRefusal = z.object({ refuses: z.boolean() });
