/** Seats. */
import { z } from 'zod';
import { newId, plainName } from '../plain-text.ts';

const name = plainName();

/** Why a seat takes no calls, as it may say itself. */
export const NotReadyReason = z.object({ reasonId: newId, name, nameEn: name, isActive: z.boolean().default(true) });
