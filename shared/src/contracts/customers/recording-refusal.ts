import { z } from 'zod';

/** Whether a customer has refused to be recorded. */
export const RecordingRefusal = z.object({ refuses: z.boolean() });
